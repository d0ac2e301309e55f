using System.Collections.Immutable;
using Extropy.Core.Statistics;

namespace Extropy.Learning.Improvement;

/// <summary>One level before and after, compared puzzle by puzzle.</summary>
/// <param name="Before">As it came.</param>
/// <param name="After">Now.</param>
/// <param name="Sampled">Puzzles of which more samples are solved now, fewer, or as many; two-sided sign test.</param>
/// <param name="Greedy">The same of the most probable answer.</param>
public sealed record LevelChange(LevelOutcome Before, LevelOutcome After, SignTest Sampled, SignTest Greedy)
{
    /// <summary>Compares two checks of the same puzzles.</summary>
    public static ImmutableArray<LevelChange> Of(ValidationRow before, ValidationRow after) =>
        [.. before.Levels.Zip(after.Levels, Of)];

    /// <summary>Compares one level.</summary>
    public static LevelChange Of(LevelOutcome before, LevelOutcome after) => new(
        before,
        after,
        SignTest.OfPairs([.. after.Solved.Select(count => (double)count)], [.. before.Solved.Select(count => (double)count)]),
        SignTest.OfPairs([.. after.Greedy.Select(solved => solved ? 1.0 : 0)], [.. before.Greedy.Select(solved => solved ? 1.0 : 0)]));

    /// <summary>A rate over puzzles with its Wilson interval; samples of a puzzle count once, which errs on the wide side.</summary>
    public static Interval Rate(double rate, int puzzles) => WilsonInterval.Of((long)Math.Round(rate * puzzles), puzzles) with { Estimate = rate };
}
