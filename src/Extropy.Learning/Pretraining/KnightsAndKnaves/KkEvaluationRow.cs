using System.Collections.Immutable;
using Extropy.Core.Statistics;
using Extropy.Learning.Evaluation;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>What a policy makes of puzzles of one size by itself: rates with 95 % Wilson intervals.</summary>
/// <remarks>Samples of one puzzle are not independent, so the intervals of sampled rates count every puzzle once, which errs on the wide side.</remarks>
public sealed record KkEvaluationRow
{
    /// <summary>Smallest share of solved samples at which reinforcement has something to keep.</summary>
    public const double LeastSolved = 0.03;

    /// <summary>Largest share of solved samples that leaves head-room.</summary>
    public const double MostSolved = 0.15;

    /// <summary>Smallest share of groups without any solved sample.</summary>
    public const double LeastAllWrong = 0.4;

    /// <summary>Summarises scores.</summary>
    /// <param name="people">n of all puzzles.</param>
    /// <param name="scores">At least one.</param>
    public KkEvaluationRow(int people, ImmutableArray<ProblemScore> scores)
    {
        if (scores.IsDefaultOrEmpty) throw new ArgumentException("There are no scores.", nameof(scores));
        double samples = Math.Max(1, scores.Sum(score => (long)score.Samples.Length));
        People = people;
        Puzzles = scores.Length;
        GreedySolved = Rate(scores.Count(score => score.IsGreedySolved));
        GreedyRight = Rate(scores.Count(score => score.IsGreedyRight));
        SampledSolved = Rate(Puzzles * (scores.Sum(score => (long)score.Solved) / samples));
        SampledRight = Rate(Puzzles * (scores.Sum(score => (long)score.Right) / samples));
        AllWrong = Rate(scores.Count(score => score.Solved == 0));
        Ended = scores.Sum(score => (long)score.Ended) / samples;
        TokensPerSample = scores.Sum(score => score.SampledTokens) / samples;
    }

    /// <summary>n.</summary>
    public int People { get; }

    /// <summary>How many puzzles.</summary>
    public int Puzzles { get; }

    /// <summary>Share of puzzles whose most probable answer is solved: right, with a verified derivation that entails every role.</summary>
    public Interval GreedySolved { get; }

    /// <summary>Share of puzzles whose most probable answer is right.</summary>
    public Interval GreedyRight { get; }

    /// <summary>pass@1 with derivation at temperature 1.</summary>
    public Interval SampledSolved { get; }

    /// <summary>pass@1 of the answer alone at temperature 1.</summary>
    public Interval SampledRight { get; }

    /// <summary>Share of groups without a solved sample: what group-relative training learns nothing from.</summary>
    public Interval AllWrong { get; }

    /// <summary>Share of samples that ended by themselves.</summary>
    public double Ended { get; }

    /// <summary>Mean length of a sample.</summary>
    public double TokensPerSample { get; }

    /// <summary>Chance of guessing the answer, 2⁻ⁿ.</summary>
    public double Chance => 1.0 / (1 << People);

    /// <summary>The difficulty gate: enough success to learn from, enough failure to gain, and answers that are not guesses.</summary>
    public bool IsWithinGate =>
        SampledSolved.Estimate is >= LeastSolved and <= MostSolved
        && SampledRight.Estimate >= 2 * Chance
        && AllWrong.Estimate > LeastAllWrong;

    private Interval Rate(double successes)
    {
        Interval interval = WilsonInterval.Of((long)Math.Round(successes), Puzzles);
        return interval with { Estimate = successes / Puzzles };
    }
}
