using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Statistics;

namespace Extropy.Learning.Evaluation;

/// <summary>
/// The metrics of an evaluation, a pure function of its scores: pass@k, avg@n and maj@k over problems, for solved and for right answers, and
/// what the samples were like. Intervals are for the population of problems.
/// </summary>
public sealed record EvaluationSummary
{
    private EvaluationSummary()
    {
    }

    /// <summary>How many problems.</summary>
    public required int Problems { get; init; }

    /// <summary>n, the samples of each problem.</summary>
    public required int Samples { get; init; }

    /// <summary>The values of k, in the order of <see cref="OutcomeSummary.Pass"/>.</summary>
    public required ImmutableArray<int> Ks { get; init; }

    /// <summary>Success that counts: where steps are judged, with a verified derivation.</summary>
    public required OutcomeSummary Solved { get; init; }

    /// <summary>The right answer alone.</summary>
    public required OutcomeSummary Right { get; init; }

    /// <summary>Mean length of a sample.</summary>
    public required double TokensPerSample { get; init; }

    /// <summary>Share of samples that ended by themselves within the limits.</summary>
    public required double Ended { get; init; }

    /// <summary>Mean number of different answers in a group.</summary>
    public required double DistinctAnswers { get; init; }

    /// <summary>Mean over all sampled tokens of the exact entropy (nats) of the model's distribution: temperature 1, untruncated. Null where it is not exposed.</summary>
    public required double? EntropyNats { get; init; }

    /// <summary>
    /// Mean over all sampled tokens of −ln q (nats), q the probability under the sampling distribution: an unbiased estimate of the entropy per
    /// token at the sampling temperature, filters included. Null where it is not exposed.
    /// </summary>
    public required double? SurprisalNats { get; init; }

    /// <summary>Summarises scores.</summary>
    /// <param name="scores">At least one, all with the same number n of samples, 1 ≤ n ≤ <see cref="MajAtK.MostSamples"/>.</param>
    /// <param name="ks">Each in [1, n].</param>
    /// <param name="intervals">Where resamples of the problems are drawn from: the same ones for every metric.</param>
    /// <exception cref="ArgumentException">No scores, no samples, groups of different size, or a k out of range.</exception>
    public static EvaluationSummary Of(IReadOnlyList<ProblemScore> scores, ImmutableArray<int> ks, RandomStream intervals)
    {
        if (scores.Count == 0) throw new ArgumentException("There are no scores to summarise.", nameof(scores));
        int samples = scores[0].Samples.Length;
        if (samples == 0 || scores.Any(score => score.Samples.Length != samples))
            throw new ArgumentException("Every problem needs the same number of samples, at least one.", nameof(scores));

        AnswerVotes[] votes = [.. scores.Select(score => new AnswerVotes(score.Samples.AsSpan()))];
        ImmutableArray<(double Solved, double Right)[]> majorities = [.. ks.Select(k => votes.Select(vote => vote.At(k)).ToArray())];
        double groups = scores.Count, answers = groups * samples;
        return new EvaluationSummary
        {
            Problems = scores.Count,
            Samples = samples,
            Ks = ks,
            Solved = Outcome(sample => sample.IsSolved, majority => majority.Solved),
            Right = Outcome(sample => sample.IsRight, majority => majority.Right),
            TokensPerSample = scores.Sum(score => score.SampledTokens) / answers,
            Ended = scores.Sum(score => score.Ended) / answers,
            DistinctAnswers = scores.Sum(score => score.DistinctAnswers) / groups,
            EntropyNats = PerToken(scores, sample => sample.EntropyNats),
            SurprisalNats = PerToken(scores, sample => sample.SurprisalNats),
        };

        OutcomeSummary Outcome(Func<SampleScore, bool> succeeds, Func<(double Solved, double Right), double> select)
        {
            int[] correct = [.. scores.Select(score => score.Samples.Count(succeeds))];
            return new OutcomeSummary
            {
                Greedy = scores.All(score => score.Greedy is not null)
                    ? ShareMean.Of([.. scores.Select(score => score.Greedy is { } greedy && succeeds(greedy) ? 1.0 : 0.0)], intervals)
                    : null,
                Avg = ShareMean.Of([.. correct.Select(c => AvgAtK.Of(samples, c))], intervals),
                Pass = [.. ks.Select(k => ShareMean.Of([.. correct.Select(c => PassAtK.Of(samples, c, k))], intervals))],
                Maj = [.. majorities.Select(all => ShareMean.Of([.. all.Select(select)], intervals))],
            };
        }
    }

    private static double? PerToken(IReadOnlyList<ProblemScore> scores, Func<SampleScore, double?> select)
    {
        double sum = 0;
        long tokens = 0;
        foreach (SampleScore sample in scores.SelectMany(score => score.Samples))
        {
            if (select(sample) is not { } nats) return null;
            sum += nats;
            tokens += sample.Tokens;
        }

        return tokens == 0 ? null : sum / tokens;
    }
}
