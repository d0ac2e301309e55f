using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// Independent answers until a token budget is spent, then the export rule of a search: the first correct one and G − 1 wrong ones. The control of
/// <see cref="SearchRollouts"/>: same price, same filter, no search.
/// </summary>
public sealed class BestOfMRollouts : IRolloutStrategy
{
    private const int RoundSize = 8;

    private readonly long _tokens;

    /// <summary>Rollouts from best-of-M.</summary>
    /// <param name="tokens">Tokens after which no further answer is begun, positive; at least G answers are drawn whatever they cost.</param>
    /// <exception cref="BadInputException">No token at all.</exception>
    public BestOfMRollouts(long tokens)
    {
        if (tokens < 1) throw new BadInputException($"Best-of-M with {tokens} tokens draws nothing; give it 1 or more.");
        _tokens = tokens;
        using var builder = new DigestBuilder();
        Identity = builder.Add("rollouts/best-of-m/1").Add(tokens).Build();
    }

    /// <inheritdoc/>
    public string Name => "bom";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    public async ValueTask<RolloutGroup> CollectAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        RandomStream stream = RandomStream.FromSeed(request.Seed).For("rollouts/best-of-m").For(request.Problem.Identity.ToString()).For(request.Replicate);
        List<Rollout> tried = [];
        var spent = default(Spending);
        for (int round = 0; tried.Count < request.GroupSize || spent.GeneratedTokens < _tokens && !tried.Exists(IsCorrect); round++)
        {
            var draws = new Task<(Rollout? Rollout, Spending Spent)>[RoundSize];
            for (int i = 0; i < RoundSize; i++)
            {
                RandomStream own = stream.For((long)round * RoundSize + i);
                draws[i] = IndependentRollouts.DrawAsync(request, RolloutSource.Sampled, own, cancellationToken).AsTask();
            }

            foreach ((Rollout? rollout, Spending price) in await Task.WhenAll(draws).ConfigureAwait(false))
            {
                spent += price;
                if (rollout is not null) tried.Add(rollout);
            }

            if (tried.Count == 0) break; // the policy writes nothing at all
        }

        return new RolloutGroup(request.Problem, Select(tried, request.GroupSize), spent) { IsSolved = tried.Exists(IsCorrect) };
    }

    /// <summary>The first correct one and the first wrong ones; when there are too few wrong ones, further correct ones.</summary>
    private static ImmutableArray<Rollout> Select(List<Rollout> tried, int groupSize)
    {
        List<Rollout> first = [.. tried.Where(IsCorrect).Take(1)];
        List<Rollout> chosen = [.. first, .. tried.Where(rollout => !IsCorrect(rollout)).Take(groupSize - first.Count)];
        chosen.AddRange(tried.Where(IsCorrect).Skip(1).Take(groupSize - chosen.Count));
        return [.. chosen];
    }

    private static bool IsCorrect(Rollout rollout) => rollout.Reward >= 1;
}
