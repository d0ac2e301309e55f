using System.Collections.Immutable;

namespace Extropy.Evolution.Candidates;

/// <summary>
/// How well a candidate meets the nodes of one version of a goal tree. Kept beside the candidate and never mixed with its metric: it only orders
/// candidates whose metrics are nearly equal.
/// </summary>
/// <param name="TreeVersion">The version that was scored.</param>
/// <param name="Score">Of the root with everything below it, in [0, 1].</param>
/// <param name="Goals">Each node's own satisfaction in [0, 1], by the node's number.</param>
public sealed record BackwardScore(int TreeVersion, double Score, ImmutableArray<double> Goals)
{
    /// <summary>Whether a node counts as fully satisfied: from 1 − 1e−6.</summary>
    /// <param name="goal">The node's number.</param>
    public bool IsMet(int goal) => Goals[goal] >= Extropy.Evolution.Goals.TreeScore.Satisfied;
}
