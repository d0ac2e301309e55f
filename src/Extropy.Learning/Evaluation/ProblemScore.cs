using System.Collections.Immutable;

namespace Extropy.Learning.Evaluation;

/// <summary>What a policy makes of one problem by itself.</summary>
/// <param name="Greedy">The most probable answer; null when it was not asked for.</param>
/// <param name="Samples">Shape [n]: the group of samples, in the order of their streams.</param>
public sealed record ProblemScore(SampleScore? Greedy, ImmutableArray<SampleScore> Samples)
{
    /// <summary>The most probable answer is solved, as the task defines it.</summary>
    public bool IsGreedySolved => Greedy is { IsSolved: true };

    /// <summary>The most probable answer is right, whatever its derivation.</summary>
    public bool IsGreedyRight => Greedy is { IsRight: true };

    /// <summary>How many samples of the group are solved.</summary>
    public int Solved => Samples.Count(sample => sample.IsSolved);

    /// <summary>How many samples of the group give the right answer.</summary>
    public int Right => Samples.Count(sample => sample.IsRight);

    /// <summary>How many samples of the group ended by themselves within the limits.</summary>
    public int Ended => Samples.Count(sample => sample.IsEnded);

    /// <summary>Tokens of the group.</summary>
    public long SampledTokens => Samples.Sum(sample => (long)sample.Tokens);

    /// <summary>Different answers in the group.</summary>
    public int DistinctAnswers => Samples.Where(sample => sample.Answer is not null).Select(sample => sample.Answer).Distinct(StringComparer.Ordinal).Count();
}
