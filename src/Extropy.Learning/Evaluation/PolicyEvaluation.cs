using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Evaluation;

/// <summary>Tries a policy on problems: one greedy answer and a group of samples each, judged by the problem's own verifier.</summary>
public static class PolicyEvaluation
{
    /// <summary>Scores every problem.</summary>
    /// <param name="policy">The policy; requests run side by side, which must not change its answers.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="cancellationToken">Stops between answers.</param>
    /// <returns>One score per problem, in order. Problem i, sample k draws from a stream of its own, so nothing else can change it.</returns>
    public static Task<ImmutableArray<ProblemScore>> RunAsync(
        IStepPolicy policy, IReadOnlyList<IProblem> problems, PolicyEvaluationOptions options, CancellationToken cancellationToken) =>
        RunAsync(policy, problems, options, progress: null, cancellationToken);

    /// <summary>Scores every problem and tells how far it has come.</summary>
    /// <param name="policy">The policy; requests run side by side, which must not change its answers.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="progress">Told after every answer how many there are, from any thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops between answers.</param>
    /// <returns>One score per problem, in order.</returns>
    public static async Task<ImmutableArray<ProblemScore>> RunAsync(
        IStepPolicy policy, IReadOnlyList<IProblem> problems, PolicyEvaluationOptions options, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        options.Validate();
        RandomStream stream = RandomStream.FromSeed(options.Seed).For("policy-evaluation");
        int greedy = options.HasGreedy ? 1 : 0; // the greedy answer comes first
        int perProblem = greedy + options.GroupSize;
        int done = 0;
        var answers = new SampleScore[problems.Count * perProblem];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.InFlight, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, answers.Length, parallel, async (i, token) =>
        {
            (int problem, int sample) = (i / perProblem, i % perProblem - greedy);
            answers[i] = await AnswerAsync(policy, problems[problem], options, stream.For(problem).For(sample), sample < 0, token)
                .ConfigureAwait(false);
            progress?.Report(Interlocked.Increment(ref done));
        }).ConfigureAwait(false);
        return [.. Enumerable.Range(0, problems.Count).Select(i => ScoreOf(answers.AsSpan(i * perProblem, perProblem), greedy))];
    }

    private static async Task<SampleScore> AnswerAsync(
        IStepPolicy policy, IProblem problem, PolicyEvaluationOptions options, RandomStream draws, bool isGreedy,
        CancellationToken cancellationToken)
    {
        SamplingOptions sampling = isGreedy
            ? new SamplingOptions { Temperature = 0, MaxTokensPerStep = options.Sampling.MaxTokensPerStep }
            : options.Sampling;
        var request = new ContinuationRequest(problem.Prompt, Trajectory.Empty, problem.MaxSteps, sampling, draws)
        {
            MaxTokens = options.MaxTokens,
        };
        return SampleScore.Of(problem, await policy.ContinueAsync(request, cancellationToken).ConfigureAwait(false));
    }

    private static ProblemScore ScoreOf(ReadOnlySpan<SampleScore> answers, int greedy) =>
        new(greedy == 1 ? answers[0] : null, [.. answers[greedy..]]);
}
