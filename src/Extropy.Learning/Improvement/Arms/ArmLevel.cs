using System.Collections.Immutable;

namespace Extropy.Learning.Improvement.Arms;

/// <summary>A level's outcome per puzzle, one digit each, so that records of different arms pair.</summary>
/// <param name="Name">The level.</param>
/// <param name="Solved">Solved samples of each puzzle.</param>
/// <param name="Right">Samples of each puzzle with the right answer.</param>
/// <param name="Greedy">1 where the most probable answer is solved.</param>
/// <param name="Samples">Samples of each puzzle, at most 9.</param>
public sealed record ArmLevel(string Name, string Solved, string Right, string Greedy, int Samples)
{
    /// <summary>pass@1 of solved answers.</summary>
    public double SolvedRate => Mean(Solved) / Samples;

    /// <summary>pass@1 of right answers.</summary>
    public double RightRate => Mean(Right) / Samples;

    /// <summary>Share of puzzles whose most probable answer is solved.</summary>
    public double GreedyRate => Mean(Greedy);

    internal static ArmLevel Of(LevelOutcome level) => new(
        level.Name, Digits(level.Solved), Digits(level.Right), Digits([.. level.Greedy.Select(solved => solved ? 1 : 0)]), level.Samples);

    private static string Digits(ImmutableArray<int> counts) => string.Concat(counts.Select(count => (char)('0' + count)));

    private static double Mean(string digits) => digits.Length == 0 ? 0 : digits.Sum(digit => digit - '0') / (double)digits.Length;
}
