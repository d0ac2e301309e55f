using Extropy.Core.Accounting;
using Extropy.Search.Trace;

namespace Extropy.Search.Comparison;

/// <summary>What is kept of one search.</summary>
/// <param name="IsSolved">The node it shows is a verified solution.</param>
/// <param name="HasAnswer">Some node of its pool gives the right answer, whatever the derivation.</param>
/// <param name="IsEvolved">It is solved, and an evolution operator made one of the solution's ancestors or the solution itself.</param>
/// <param name="Nodes">Size of its pool.</param>
/// <param name="Spent">Its price.</param>
public readonly record struct ComparisonTrial(bool IsSolved, bool HasAnswer, bool IsEvolved, int Nodes, Spending Spent)
{
    /// <summary>Reads a finished search. A strategy that votes is held to the answer it chose.</summary>
    internal static ComparisonTrial Of(SearchResult result, bool votes) => new(
        result.IsSolved,
        votes ? result.Best.Verdict.IsAnswerCorrect : result.Nodes.Any(node => node.Verdict.IsAnswerCorrect),
        result.IsSolved && result.Lineage(result.Best).Any(node => NodeOrigin.IsEvolution(node.Operator)),
        result.Nodes.Length,
        result.Spent);
}
