using System.Collections.Immutable;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Cli.Solving;

/// <summary>
/// Follows the steps of a node back through the pool to where the policy wrote them. Operators keep the first parent's beginning in place
/// and put the second parent's steps at the end (combination, crossover) or into one place (translocation), so places tell equal steps apart.
/// </summary>
internal static class Lineage
{
    /// <summary>The origin of every step of a node, in order.</summary>
    public static ImmutableArray<StepOrigin> OfSteps(ImmutableArray<SearchNode> pool, SearchNode node) =>
        [.. Enumerable.Range(0, node.Trajectory.Length).Select(index => OfStep(pool, node, index))];

    /// <summary>True when the node was made without a policy, from nodes that exist.</summary>
    public static bool IsEvolved(SearchNode node) => NodeOrigin.IsEvolution(node.Operator) && node.Parents.Length > 0;

    private static StepOrigin OfStep(ImmutableArray<SearchNode> pool, SearchNode node, int index)
    {
        var moves = new List<StepMove>();
        SearchNode holder = node;
        while (Source(pool, holder, index) is var (parent, place))
        {
            if (IsEvolved(holder))
            {
                bool isDonor = holder.Parents.Length > 1 && parent.Id != holder.Parents[0];
                moves.Add(new StepMove(parent.Id, holder.Id, holder.Operator, isDonor));
            }

            holder = parent;
            index = place;
        }

        moves.Reverse();
        return new StepOrigin(holder.Id, holder.Operator, [.. moves]);
    }

    /// <summary>The parent that held a step, and where; null when the step was new in the child.</summary>
    private static (SearchNode Parent, int Place)? Source(ImmutableArray<SearchNode> pool, SearchNode child, int index)
    {
        if (child.Parents.IsEmpty) return null;
        Step step = child.Trajectory.Steps[index];
        SearchNode skeleton = pool[child.Parents[0]];
        if (IsAt(skeleton, index, step)) return (skeleton, index);
        if (!IsEvolved(child)) return null;
        if (child.Parents.Length == 1) return Find(skeleton, step, index + 1); // deletion: everything behind moved up

        SearchNode donor = pool[child.Parents[1]];
        int fromEnd = donor.Trajectory.Length - (child.Trajectory.Length - index);
        if (IsAt(donor, fromEnd, step)) return (donor, fromEnd);
        return Find(donor, step, 0) ?? Find(skeleton, step, 0);
    }

    private static (SearchNode Parent, int Place)? Find(SearchNode parent, Step step, int from)
    {
        for (int place = from; place < parent.Trajectory.Length; place++)
            if (parent.Trajectory.Steps[place].Equals(step)) return (parent, place);
        return null;
    }

    private static bool IsAt(SearchNode parent, int place, Step step) =>
        place >= 0 && place < parent.Trajectory.Length && parent.Trajectory.Steps[place].Equals(step);
}
