using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Decomposition;

/// <summary>
/// After S evaluated moves in a row without a gain in raw reward, the shallowest leaf that nothing has satisfied; the paper's schedule for
/// programs. Until the first stall there is no tree but the root.
/// </summary>
/// <param name="Patience">S ≥ 1. The paper uses 5.</param>
/// <param name="Margin">What counts as a gain. The paper uses 0.01.</param>
/// <param name="DepthCap">Deepest level of goals below the root. The release uses 2.</param>
public sealed record StagnationSchedule(
    int Patience = StagnationSchedule.PaperPatience, double Margin = StagnationSchedule.PaperMargin, int DepthCap = StagnationSchedule.ReleaseDepthCap)
    : IDecompositionSchedule
{
    /// <summary>S of the paper.</summary>
    public const int PaperPatience = 5;

    /// <summary>Margin of the paper.</summary>
    public const double PaperMargin = 0.01;

    /// <summary>Depth cap of the release.</summary>
    public const int ReleaseDepthCap = 2;

    /// <inheritdoc/>
    public string Name => "stagnation";

    /// <inheritdoc/>
    public bool StartsAtRoot => false;

    /// <inheritdoc/>
    public double GainMargin => Margin;

    /// <inheritdoc/>
    public bool IsDue(DecompositionClock clock) => clock.TurnsWithoutGain >= Patience;

    /// <inheritdoc/>
    public int PickLeaf(GoalTree tree, ReadOnlySpan<int> unsolved, ref Draws draws)
    {
        int shallowest = -1;
        foreach (int leaf in unsolved)
        {
            int depth = tree.Levels[leaf] - 1; // the root's level is 1
            if (depth < DepthCap && (shallowest < 0 || tree.Levels[leaf] < tree.Levels[shallowest])) shallowest = leaf;
        }

        return shallowest;
    }

    /// <inheritdoc/>
    public void AddTo(DigestBuilder builder) => builder.Add(Name).Add(Patience).Add(Margin).Add(DepthCap);

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Patience < 1) yield return string.Create(CultureInfo.InvariantCulture, $"stagnation patience {Patience} is below 1");
        if (!(Margin >= 0)) yield return string.Create(CultureInfo.InvariantCulture, $"stagnation margin {Margin} is not in [0, ∞)");
        if (DepthCap < 1) yield return string.Create(CultureInfo.InvariantCulture, $"depth cap {DepthCap} is below 1");
    }
}
