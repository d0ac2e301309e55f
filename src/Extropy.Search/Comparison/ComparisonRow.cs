using Extropy.Core.Statistics;

namespace Extropy.Search.Comparison;

/// <summary>One strategy on one group of problems.</summary>
/// <param name="Group">The group; <see cref="ComparisonResult.AllGroups"/> for all together.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Trials">Searches.</param>
/// <param name="Solved">Searches that end with a verified solution.</param>
/// <param name="SolvedRate">Their share, with Wilson's interval. Replicates of a problem count as independent.</param>
/// <param name="Answered">Searches whose pool holds the right answer, derived or not; for a vote, the answer chosen.</param>
/// <param name="AnsweredRate">Their share, with Wilson's interval.</param>
/// <param name="Evolved">Successes with a recombined node in their lineage.</param>
/// <param name="TokensToSolve">Generated tokens of the solved searches.</param>
/// <param name="CallsToSolve">Policy calls of the solved searches.</param>
/// <param name="Spent">The equalised counter over all searches: solved ones stop early.</param>
/// <param name="SpentUnsolved">The same over the unsolved ones: they should have spent it all.</param>
/// <param name="AgainstReference">Paired with the reference on the same problems and replicates; null for the reference.</param>
/// <param name="AdjustedP">Holm-adjusted p of the sign test within the group; null for the reference.</param>
public sealed record ComparisonRow(
    string Group,
    string Strategy,
    int Trials,
    int Solved,
    Interval SolvedRate,
    int Answered,
    Interval AnsweredRate,
    int Evolved,
    MeanAndError TokensToSolve,
    MeanAndError CallsToSolve,
    SpentRange Spent,
    SpentRange SpentUnsolved,
    PairedComparison? AgainstReference,
    double? AdjustedP)
{
    /// <summary>Share of the successes that recombination had a hand in; 0 without successes.</summary>
    public double EvolvedShare => Solved == 0 ? 0 : (double)Evolved / Solved;
}
