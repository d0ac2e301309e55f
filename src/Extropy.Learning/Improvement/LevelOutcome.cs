using System.Collections.Immutable;
using Extropy.Learning.Evaluation;

namespace Extropy.Learning.Improvement;

/// <summary>What a policy made of one level: per problem, so that two checks can be compared problem by problem.</summary>
/// <param name="Name">The level.</param>
/// <param name="Solved">Shape [problems]: samples that are solved.</param>
/// <param name="Right">Shape [problems]: samples whose answer is right.</param>
/// <param name="Greedy">Shape [problems]: whether the most probable answer is solved.</param>
/// <param name="Samples">Samples of each problem.</param>
/// <param name="Tokens">Mean length of a sample.</param>
public sealed record LevelOutcome(
    string Name, ImmutableArray<int> Solved, ImmutableArray<int> Right, ImmutableArray<bool> Greedy, int Samples, double Tokens)
{
    /// <summary>Problems.</summary>
    public int Count => Solved.Length;

    /// <summary>pass@1 of solved answers.</summary>
    public double SolvedRate => Solved.Sum() / (double)(Count * Samples);

    /// <summary>pass@1 of right answers.</summary>
    public double RightRate => Right.Sum() / (double)(Count * Samples);

    /// <summary>Share of problems whose most probable answer is solved.</summary>
    public double GreedyRate => Greedy.Count(solved => solved) / (double)Count;

    internal static LevelOutcome Of(string name, ImmutableArray<ProblemScore> scores, int samples) => new(
        name,
        [.. scores.Select(score => score.Solved)],
        [.. scores.Select(score => score.Right)],
        [.. scores.Select(score => score.IsGreedySolved)],
        samples,
        scores.Sum(score => score.SampledTokens) / Math.Max(1.0, scores.Length * samples));
}
