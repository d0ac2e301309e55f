using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Statistics;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Tests.Objectives;

/// <summary>Small minibatches by hand: rollouts of given lengths, one group, statistics drawn at random.</summary>
internal static class Minibatches
{
    public const int PromptLength = 2;

    public static UpdateContext Context => new(0, 1, 0, 0, 1, RandomStream.FromSeed(1), new Telemetry());

    public static RolloutGroup Group(int vocabulary, int[] lengths, long seed, double[]? rewards = null, bool[]? trained = null)
    {
        Draws draws = RandomStream.FromSeed(seed).For("rollouts").At(0);
        var members = ImmutableArray.CreateBuilder<Rollout>();
        for (int i = 0; i < lengths.Length; i++)
        {
            int[] tokens = new int[PromptLength + lengths[i]];
            for (int t = 0; t < tokens.Length; t++) tokens[t] = draws.NextInt(vocabulary);
            members.Add(new Rollout
            {
                Tokens = [.. tokens], PromptLength = PromptLength, Reward = rewards?[i] ?? i % 2, IsTrained = trained?[i] ?? true,
            });
        }

        return new RolloutGroup(NoProblem, members.ToImmutable(), default(Spending));
    }

    /// <summary>A minibatch whose statistics are ln p in (−2, 0) and everything else in (0, 2); current and old differ by at most <paramref name="drift"/>.</summary>
    public static Minibatch Of(StatisticNeeds needs, int[] lengths, double drift, bool[]? trained = null)
    {
        var batch = new RolloutBatch();
        batch.Fill([Group(11, lengths, seed: 5, trained: trained)]);
        Draws draws = RandomStream.FromSeed(7).For("statistics").At(0);
        for (int row = 0; row < batch.Rows; row++) batch.Advantages[batch.PositionsOf(row)].Fill(row % 2 == 0 ? -0.7 : 1.3);
        var current = new StatisticTable(needs.Current);
        var old = new StatisticTable(needs.Old);
        var reference = new StatisticTable(needs.Reference);
        foreach (StatisticTable table in (StatisticTable[])[old, current, reference])
        {
            table.Reset(batch.Positions);
            foreach (IRowStatistic statistic in table.Statistics)
                for (int n = 0; n < batch.Positions; n++) table[statistic][n] = statistic is LogProbability ? -2 * draws.NextUniform() : 2 * draws.NextUniform();
        }

        if (needs.Current.Contains(LogProbability.Instance) && needs.Old.Contains(LogProbability.Instance))
            for (int n = 0; n < batch.Positions; n++) current[LogProbability.Instance][n] = old[LogProbability.Instance][n] + drift * (2 * draws.NextUniform() - 1);
        return new Minibatch(batch, current, old, reference);
    }

    private static IProblem NoProblem => null!; // a batch reads none
}
