using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// A tree of rollouts: N chains from the prompt, then rounds of at most N branches, each from a uniformly drawn leaf at a uniformly drawn end of
/// one of its inner steps, each finished by the policy. The group is the leaves. A shared beginning is generated, and paid for, once.
/// </summary>
/// <remarks>
/// <see cref="Rollout.BranchPosition"/> is where drawing began anew, also when the new step happens to read like the old one. A round draws only from
/// leaves of earlier rounds, so its branches are written together. While no leaf has an inner step end, further chains are drawn instead.
/// </remarks>
public sealed class TreeRollouts : IRolloutStrategy
{
    private readonly int _chains;

    /// <summary>Rollouts from a tree.</summary>
    /// <param name="chains">N, rollouts from the prompt and most branches of a round, at least 1; with G or more there is no branch.</param>
    /// <exception cref="BadInputException">No chain at all.</exception>
    public TreeRollouts(int chains)
    {
        if (chains < 1) throw new BadInputException($"A tree of {chains} chains has no leaf to branch from; give it 1 or more.");
        _chains = chains;
        using var builder = new DigestBuilder();
        Identity = builder.Add("rollouts/tree/1").Add(chains).Build();
    }

    /// <inheritdoc/>
    public string Name => "tree-rollouts";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    public async ValueTask<RolloutGroup> CollectAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        RandomStream stream = RandomStream.FromSeed(request.Seed).For("rollouts/tree").For(request.Problem.Identity.ToString()).For(request.Replicate);
        List<Leaf> leaves = [];
        var spent = default(Spending);
        for (int begun = 0; begun < request.GroupSize;)
        {
            int wanted = Math.Min(_chains, request.GroupSize - begun);
            var draws = new Task<(Leaf? Leaf, Spending Spent)>[wanted];
            for (int i = 0; i < wanted; i++, begun++)
                draws[i] = DrawAsync(request, Branch(leaves, stream.For("branch"), begun), stream.For("tokens").For(begun), cancellationToken);
            foreach ((Leaf? leaf, Spending price) in await Task.WhenAll(draws).ConfigureAwait(false))
            {
                spent += price;
                if (leaf is not null) leaves.Add(leaf);
            }
        }

        ImmutableArray<Rollout> members = [.. leaves.Select(leaf => leaf.Rollout)];
        return new RolloutGroup(request.Problem, members, spent) { IsSolved = members.Any(member => member.Reward >= 1) };
    }

    /// <summary>Where the next rollout begins: the parent's index and how many of its steps are kept, or (−1, root).</summary>
    private static (int Parent, int Kept, Leaf? From) Branch(List<Leaf> leaves, RandomStream stream, int ordinal)
    {
        int[] open = [.. Enumerable.Range(0, leaves.Count).Where(i => leaves[i].Trajectory.Length > 1)];
        if (open.Length == 0) return (-1, 0, null);
        Draws draws = stream.At(ordinal);
        int parent = open[draws.NextInt(open.Length)];
        return (parent, 1 + draws.NextInt(leaves[parent].Trajectory.Length - 1), leaves[parent]);
    }

    private static async Task<(Leaf? Leaf, Spending Spent)> DrawAsync(
        RolloutRequest request, (int Parent, int Kept, Leaf? From) branch, RandomStream draws, CancellationToken cancellationToken)
    {
        IProblem problem = request.Problem;
        Trajectory prefix = branch.From is { } from ? new Trajectory(from.Trajectory.Steps[..branch.Kept]) : Trajectory.Empty;
        int position = branch.From?.Rollout.StepEnds[branch.Kept - 1] ?? -1;
        int shared = branch.From is { } parent ? position - parent.Rollout.PromptLength : 0;
        var continuation = new ContinuationRequest(problem.Prompt, prefix, problem.MaxSteps - prefix.Length, request.Sampling, draws)
        {
            MaxTokens = request.MaxTokens - shared,
        };
        Continuation written = await request.Policy.ContinueAsync(continuation, cancellationToken).ConfigureAwait(false);
        var spent = new Spending(
            PolicyCalls: written.Steps.Length, GeneratedTokens: written.GeneratedTokens, PromptTokens: written.PromptTokens, VerifierCalls: 1);
        Trajectory trajectory = prefix.Append(written.Steps);
        Verdict verdict = problem.Verifier.Verify(trajectory);
        Rollout? rollout = new RolloutWriter(request.Codec).Write(problem, trajectory, verdict, RolloutSource.Sampled, isOneDraw: true, request.Reward);
        return (rollout is null ? null : new Leaf(trajectory, rollout with { Parent = branch.Parent, BranchPosition = position }), spent);
    }

    private sealed record Leaf(Trajectory Trajectory, Rollout Rollout);
}
