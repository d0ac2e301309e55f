using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>G answers drawn independently from the policy: the rollouts of GRPO and its relatives.</summary>
public sealed class IndependentRollouts : IRolloutStrategy
{
    /// <inheritdoc/>
    public string Name => "iid";

    /// <inheritdoc/>
    public Digest Identity { get; } = Digest.Of("rollouts/iid/1");

    /// <inheritdoc/>
    public async ValueTask<RolloutGroup> CollectAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        RandomStream stream = RandomStream.FromSeed(request.Seed).For("rollouts/iid").For(request.Problem.Identity.ToString()).For(request.Replicate);
        var draws = new Task<(Rollout? Rollout, Spending Spent)>[request.GroupSize];
        for (int i = 0; i < draws.Length; i++)
            draws[i] = DrawAsync(request, RolloutSource.Sampled, stream.For(i), cancellationToken).AsTask();
        (Rollout? Rollout, Spending Spent)[] drawn = await Task.WhenAll(draws).ConfigureAwait(false);
        ImmutableArray<Rollout> members = [.. drawn.Select(draw => draw.Rollout).OfType<Rollout>()];
        return new RolloutGroup(request.Problem, members, drawn.Aggregate(default(Spending), (sum, draw) => sum + draw.Spent))
        {
            IsSolved = members.Any(member => member.Reward >= 1),
        };
    }

    /// <summary>Draws one answer.</summary>
    /// <param name="request">The prompt, the policy and how to draw.</param>
    /// <param name="source">What the rollout says of itself.</param>
    /// <param name="draws">Its chance.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async ValueTask<(Rollout? Rollout, Spending Spent)> DrawAsync(
        RolloutRequest request, RolloutSource source, RandomStream draws, CancellationToken cancellationToken)
    {
        IProblem problem = request.Problem;
        var continuation = new ContinuationRequest(problem.Prompt, Trajectory.Empty, problem.MaxSteps, request.Sampling, draws)
        {
            MaxTokens = request.MaxTokens,
        };
        Continuation written = await request.Policy.ContinueAsync(continuation, cancellationToken).ConfigureAwait(false);
        var trajectory = new Trajectory(written.Steps);
        Verdict verdict = problem.Verifier.Verify(trajectory);
        Rollout? rollout = new RolloutWriter(request.Codec).Write(problem, trajectory, verdict, source, isOneDraw: true, request.Reward);
        return (rollout, new Spending(
            PolicyCalls: written.Steps.Length, GeneratedTokens: written.GeneratedTokens, PromptTokens: written.PromptTokens, VerifierCalls: 1));
    }
}
