using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Goals;

namespace Extropy.Search.Trace;

/// <summary>One thing that happened in a search. The cases below are all there are; a list of them rebuilds the pool.</summary>
/// <param name="SearchStep">t, the turn of the search's main loop.</param>
public abstract record SearchEvent(long SearchStep)
{
    /// <summary>A trajectory entered the pool.</summary>
    public sealed record NodeAdded(long SearchStep, SearchNode Node, double Temperature) : SearchEvent(SearchStep)
    {
        /// <summary>s(n_a, n_b) of its two parents when they were drawn, or null.</summary>
        public double? PairScore { get; init; }

        /// <summary>Goals that some node satisfies by now; 0 without goals.</summary>
        public int GoalsCovered { get; init; }
    }

    /// <summary>A child was made but dropped, or an operator could not make one.</summary>
    public sealed record ChildRejected(long SearchStep, string Operator, ImmutableArray<int> Parents, string Reason) : SearchEvent(SearchStep);

    /// <summary>The goal tree grew.</summary>
    public sealed record GoalsAdded(long SearchStep, int Version, ImmutableArray<Goal> Goals, Spending Spent) : SearchEvent(SearchStep);

    /// <summary>Scores changed after the tree grew.</summary>
    public sealed record Rescored(long SearchStep, ImmutableArray<(int Node, double Score)> Changes) : SearchEvent(SearchStep);

    /// <summary>The search ended.</summary>
    public sealed record Ended(long SearchStep, SearchOutcome Outcome, int Best, Spending Spent) : SearchEvent(SearchStep);
}
