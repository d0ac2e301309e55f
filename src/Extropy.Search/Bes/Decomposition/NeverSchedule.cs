using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Decomposition;

/// <summary>The tree stays as the problem gave it.</summary>
public sealed record NeverSchedule : IDecompositionSchedule
{
    /// <inheritdoc/>
    public string Name => "never";

    /// <inheritdoc/>
    public bool StartsAtRoot => false;

    /// <inheritdoc/>
    public bool IsDue(DecompositionClock clock) => false;

    /// <inheritdoc/>
    public int PickLeaf(GoalTree tree, ReadOnlySpan<int> unsolved, ref Draws draws) => -1;

    /// <inheritdoc/>
    public void AddTo(DigestBuilder builder) => builder.Add(Name);
}
