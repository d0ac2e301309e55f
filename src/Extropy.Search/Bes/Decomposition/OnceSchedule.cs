using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Decomposition;

/// <summary>The root once, before the first move, and never again: the paper's schedule for multi-hop questions.</summary>
public sealed record OnceSchedule : IDecompositionSchedule
{
    /// <inheritdoc/>
    public string Name => "once";

    /// <inheritdoc/>
    public bool StartsAtRoot => true;

    /// <inheritdoc/>
    public bool IsDue(DecompositionClock clock) => false;

    /// <inheritdoc/>
    public int PickLeaf(GoalTree tree, ReadOnlySpan<int> unsolved, ref Draws draws) => unsolved[0];

    /// <inheritdoc/>
    public void AddTo(DigestBuilder builder) => builder.Add(Name);
}
