using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Decomposition;

/// <summary>When a goal tree grows, and at which leaf. Stateless: the search keeps the clocks.</summary>
public interface IDecompositionSchedule
{
    /// <summary>Name in options and traces.</summary>
    string Name { get; }

    /// <summary>True when a tree that holds only its root is split before the first move.</summary>
    bool StartsAtRoot { get; }

    /// <summary>A raw reward must rise by more than this to count as a gain.</summary>
    double GainMargin => 0;

    /// <summary>Whether it is time.</summary>
    bool IsDue(DecompositionClock clock);

    /// <summary>The leaf to split, or −1 for none.</summary>
    /// <param name="tree">The tree so far.</param>
    /// <param name="unsolved">Goals without children that no node satisfies, in order of arrival; not empty.</param>
    /// <param name="draws">Chance, if the schedule wants any.</param>
    int PickLeaf(GoalTree tree, ReadOnlySpan<int> unsolved, ref Draws draws);

    /// <summary>Adds everything that can influence a search.</summary>
    void AddTo(DigestBuilder builder);

    /// <summary>What is wrong with the schedule's numbers; empty when nothing is.</summary>
    IEnumerable<string> Faults() => [];
}
