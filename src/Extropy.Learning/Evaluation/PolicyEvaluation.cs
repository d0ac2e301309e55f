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
    /// <returns>One score per problem, in order. Problem i, sample k draws from a stream of its own.</returns>
    public static async Task<ImmutableArray<ProblemScore>> RunAsync(
        IStepPolicy policy, IReadOnlyList<IProblem> problems, PolicyEvaluationOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        RandomStream stream = RandomStream.FromSeed(options.Seed).For("policy-evaluation");
        int perProblem = 1 + options.GroupSize; // the greedy answer comes first
        var answers = new Answer[problems.Count * perProblem];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.InFlight, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, answers.Length, parallel, async (i, token) =>
        {
            (int problem, int sample) = (i / perProblem, i % perProblem - 1);
            answers[i] = await AnswerAsync(policy, problems[problem], options, stream.For(problem).For(sample), sample < 0, token)
                .ConfigureAwait(false);
        }).ConfigureAwait(false);
        return [.. answers.Chunk(perProblem).Select(group => ScoreOf(group[0], group.AsSpan(1)))];
    }

    private static async Task<Answer> AnswerAsync(
        IStepPolicy policy, IProblem problem, PolicyEvaluationOptions options, RandomStream draws, bool isGreedy,
        CancellationToken cancellationToken)
    {
        var sampling = new SamplingOptions { Temperature = isGreedy ? 0 : 1 };
        var request = new ContinuationRequest(problem.Prompt, Trajectory.Empty, problem.MaxSteps, sampling, draws)
        {
            MaxTokens = options.MaxTokens,
        };
        Continuation continuation = await policy.ContinueAsync(request, cancellationToken).ConfigureAwait(false);
        var trajectory = new Trajectory(continuation.Steps);
        Verdict verdict = problem.Verifier.Verify(trajectory);
        return new(verdict.IsSolved, verdict.IsAnswerCorrect, trajectory.IsEnded, continuation.GeneratedTokens);
    }

    private static ProblemScore ScoreOf(Answer greedy, ReadOnlySpan<Answer> group)
    {
        int solved = 0, right = 0, ended = 0;
        long tokens = 0;
        foreach (Answer answer in group)
        {
            if (answer.IsSolved) solved++;
            if (answer.IsRight) right++;
            if (answer.IsEnded) ended++;
            tokens += answer.Tokens;
        }

        return new(greedy.IsSolved, greedy.IsRight, solved, right, ended, group.Length, tokens);
    }

    private readonly record struct Answer(bool IsSolved, bool IsRight, bool IsEnded, int Tokens);
}
