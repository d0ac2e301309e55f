using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Bes.Export;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// One search a prompt: its complete trajectories become the group by the paper's rule (more than G: the first correct one and G − 1 wrong ones;
/// fewer: padded with ordinary rollouts). Source: arXiv 2605.28814, appendix D.1.
/// </summary>
/// <remarks>Nothing is recorded: a policy's answers are a pure function of its weights and the request, so a resumed run finds the same groups.</remarks>
public sealed class SearchRollouts : IRolloutStrategy
{
    private readonly ISearchStrategy _strategy;
    private readonly SearchRolloutsOptions _options;

    /// <summary>Rollouts from a search.</summary>
    /// <exception cref="Core.Errors.BadInputException">A budget that buys nothing.</exception>
    public SearchRollouts(ISearchStrategy strategy, SearchRolloutsOptions options)
    {
        options.Validate();
        (_strategy, _options) = (strategy, options);
        using var builder = new DigestBuilder();
        Identity = options.AddTo(builder.Add("rollouts/search/1").Add(strategy.Identity)).Build();
    }

    /// <inheritdoc/>
    public string Name => _strategy.Name;

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    public async ValueTask<RolloutGroup> CollectAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        RolloutGroup found = await SearchAsync(request, cancellationToken).ConfigureAwait(false);
        (ImmutableArray<Rollout> padding, Spending price) = await PadAsync(request, found, cancellationToken).ConfigureAwait(false);
        return found with
        {
            Members = found.Members.AddRange(padding),
            Spent = found.Spent + price,
            IsSolved = found.IsSolved || padding.Any(member => member.Reward >= 1),
        };
    }

    /// <summary>The search and its export, without padding.</summary>
    internal async ValueTask<RolloutGroup> SearchAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        var key = SearchKey.Of(request.Seed, request.Problem, _strategy, request.Replicate);
        var context = new SearchContext(key, request.Policy, _options.Budget);
        SearchResult result = await _strategy.SearchAsync(request.Problem, context, cancellationToken).ConfigureAwait(false);
        Func<Verdict, double> reward = request.Reward ?? (verdict => verdict.Reward);
        var writer = new RolloutWriter(request.Codec);
        ExportGroup chosen = SearchExport.Select(result, Math.Max(2, request.GroupSize), verdict => reward(verdict) >= 1);
        ImmutableArray<Rollout> searched =
        [
            .. chosen.Members.Select(node => Write(writer, request, result, node)).OfType<Rollout>()
                .Where(rollout => rollout.Tokens.Length <= request.MostRowTokens),
        ];
        bool isSolved = result.Nodes.Any(node => reward(node.Verdict) >= 1);
        return new RolloutGroup(request.Problem, searched, result.Spent)
        {
            TraceId = key.Digest.ToString(), IsSolved = isSolved, IsSolvedBySearch = isSolved,
        };
    }

    private static Rollout? Write(RolloutWriter writer, RolloutRequest request, SearchResult result, SearchNode node)
    {
        Rollout? rollout = writer.Write(request.Problem, node.Trajectory, node.Verdict, RolloutSource.Searched, isOneDraw: false, request.Reward);
        return rollout is null ? null : rollout with { IsEvolved = result.Lineage(node).Any(ancestor => NodeOrigin.IsEvolution(ancestor.Operator)) };
    }

    private static async ValueTask<(ImmutableArray<Rollout> Rollouts, Spending Spent)> PadAsync(
        RolloutRequest request, RolloutGroup found, CancellationToken cancellationToken)
    {
        int missing = request.GroupSize - found.Members.Length;
        if (missing <= 0) return ([], default);
        RandomStream stream = RandomStream.FromSeed(request.Seed).For("rollouts/padding").For(found.TraceId ?? "");
        var draws = new Task<(Rollout? Rollout, Spending Spent)>[missing];
        for (int i = 0; i < missing; i++)
            draws[i] = IndependentRollouts.DrawAsync(request, RolloutSource.Padded, stream.For(i), cancellationToken).AsTask();
        (Rollout? Rollout, Spending Spent)[] drawn = await Task.WhenAll(draws).ConfigureAwait(false);
        return ([.. drawn.Select(draw => draw.Rollout).OfType<Rollout>()], drawn.Aggregate(default(Spending), (sum, draw) => sum + draw.Spent));
    }
}
