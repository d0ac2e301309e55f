using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Decomposition;

/// <summary>Every K_dec forward moves an unsolved leaf, drawn uniformly. Source: arXiv 2605.28814, algorithm 4.</summary>
/// <param name="Every">K_dec ≥ 1. The paper uses 10.</param>
public sealed record IntervalSchedule(int Every = IntervalSchedule.PaperInterval) : IDecompositionSchedule
{
    /// <summary>K_dec of the paper's Knights-and-Knaves runs.</summary>
    public const int PaperInterval = 10;

    /// <summary>Counts policy calls instead of moves: a move of K steps is K calls.</summary>
    public bool CountsPolicyCalls { get; init; }

    /// <inheritdoc/>
    public string Name => "interval";

    /// <inheritdoc/>
    public bool StartsAtRoot => true;

    /// <inheritdoc/>
    public bool IsDue(DecompositionClock clock) => (CountsPolicyCalls ? clock.PolicyCalls : clock.Turns) >= Every;

    /// <inheritdoc/>
    public int PickLeaf(GoalTree tree, ReadOnlySpan<int> unsolved, ref Draws draws) => unsolved[draws.NextInt(unsolved.Length)];

    /// <inheritdoc/>
    public void AddTo(DigestBuilder builder) => builder.Add(Name).Add(Every).Add(CountsPolicyCalls);

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Every < 1) yield return string.Create(CultureInfo.InvariantCulture, $"decomposition interval {Every} is below 1");
    }
}
