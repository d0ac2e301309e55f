using System.Collections.Immutable;
using Extropy.Search.Context;

namespace Extropy.Search.Goals;

/// <summary>Splits a goal into checkable parts: by a template, or by asking a policy through the context (which charges one call).</summary>
public interface IGoalDecomposer
{
    /// <summary>Goals to attach. Empty when nothing is left to split.</summary>
    /// <param name="tree">The tree so far.</param>
    /// <param name="leaf">Index of the goal that the schedule suggests; a template may follow an order of its own.</param>
    /// <param name="context">For policy calls and random draws.</param>
    /// <param name="cancellationToken">Stops a pending policy call.</param>
    ValueTask<ImmutableArray<Goal>> DecomposeAsync(GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken);
}
