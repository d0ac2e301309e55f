using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Statistics;
using Extropy.Search.Theory;

namespace Extropy.Catalog.Bes;

/// <summary>
/// Both theorems of Bidirectional Evolutionary Search where everything has a closed form: closed form, Monte-Carlo value and standard error
/// side by side. Theorem 1 on a sticky two-state chain, Theorem 2 on independent sub-goals.
/// </summary>
public static class BesTheory
{
    /// <summary>A simulation agrees when it lies within so many standard errors.</summary>
    public const double Tolerance = 4;

    private const int StepsPerBlock = 4;

    /// <summary>Surprise of rollouts and of recombined trajectories, and how many of each lie in the shell of width ε = γ/2.</summary>
    /// <param name="steps">T of each chain; blocks are of 4 steps.</param>
    /// <param name="stay">a.</param>
    /// <param name="samples">Monte-Carlo samples.</param>
    /// <param name="seed">Decides all chance.</param>
    /// <param name="cancellationToken">Stops between chains.</param>
    public static ImmutableArray<BesTheoryCheck> EntropyShell(
        IEnumerable<int> steps, double stay, int samples, long seed, CancellationToken cancellationToken)
    {
        var checks = ImmutableArray.CreateBuilder<BesTheoryCheck>();
        foreach (int length in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chain = new StickyChain(length, stay);
            int blocks = length / StepsPerBlock;
            double epsilon = chain.TotalCorrelationNats(blocks) / length / 2;
            RandomStream chance = RandomStream.FromSeed(seed).For("entropy-shell").For(length).For(BitConverter.DoubleToInt64Bits(stay));
            var (rollout, inside) = Sample(samples, i => chain.SampleSurpriseNats(chance.For("policy"), i), s => chain.IsInsideShell(s, epsilon));
            var (spliced, outside) = Sample(
                samples, i => chain.SampleRecombinedSurpriseNats(blocks, chance.For("spliced"), i), s => !chain.IsInsideShell(s, epsilon));

            string setting = FormattableString.Invariant($"T = {length}, k = {blocks}, a = {stay}");
            checks.Add(new(setting, "H_T, nats", chain.EntropyNats, rollout));
            checks.Add(new(setting, "E_Q[−log P], nats", chain.RecombinedSurpriseNats(blocks), spliced));
            checks.Add(new(setting, "rollouts inside the shell", chain.ProbabilityInsideShell(epsilon), inside));
            checks.Add(new(setting, "recombined outside the shell", 1 - chain.RecombinedProbabilityInsideShell(blocks, epsilon), outside));
        }

        return checks.ToImmutable();
    }

    /// <summary>Share of pools of N candidates that cover every sub-goal, and that hold one candidate with all of them.</summary>
    /// <param name="cases">p, m, and δ of each row; N is the exact number that covers with probability 1 − δ.</param>
    /// <param name="samples">Monte-Carlo samples.</param>
    /// <param name="seed">Decides all chance.</param>
    public static ImmutableArray<BesTheoryCheck> SubGoals(
        IEnumerable<(double Probability, int Goals, double Failure)> cases, int samples, long seed)
    {
        var checks = ImmutableArray.CreateBuilder<BesTheoryCheck>();
        foreach ((double probability, int goals, double failure) in cases)
        {
            double[] each = [.. Enumerable.Repeat(probability, goals)];
            long candidates = SubGoalCollection.CoverageCandidates(each, failure);
            RandomStream chance = RandomStream.FromSeed(seed).For("sub-goals").For(goals).For(BitConverter.DoubleToInt64Bits(probability));
            MeanAndError covered = default, assembled = default;
            for (int sample = 0; sample < samples; sample++)
            {
                (bool isCovered, bool isAssembled) = Pool(chance, sample, probability, goals, candidates);
                covered = covered.Add(isCovered ? 1 : 0);
                assembled = assembled.Add(isAssembled ? 1 : 0);
            }

            string setting = FormattableString.Invariant($"p = {probability}, m = {goals}, N = {candidates}");
            double whole = 1 - Math.Pow(1 - SubGoalCollection.JointProbability(each), candidates);
            checks.Add(new(setting, "covered by the pool", SubGoalCollection.CoverageProbability(each, candidates), covered));
            checks.Add(new(setting, "assembled in one candidate", whole, assembled));
        }

        return checks.ToImmutable();
    }

    private static (bool Covered, bool Assembled) Pool(RandomStream chance, int sample, double probability, int goals, long candidates)
    {
        int all = (1 << goals) - 1, union = 0;
        bool isAssembled = false;
        for (int candidate = 0; candidate < candidates; candidate++)
        {
            Draws draws = chance.At(sample, candidate);
            int met = 0;
            for (int goal = 0; goal < goals; goal++) met |= draws.NextBernoulli(probability) ? 1 << goal : 0;
            union |= met;
            isAssembled |= met == all;
        }

        return (union == all, isAssembled);
    }

    private static (MeanAndError Surprise, MeanAndError Share) Sample(int samples, Func<int, double> surprise, Func<double, bool> counts)
    {
        MeanAndError mean = default, share = default;
        for (int i = 0; i < samples; i++)
        {
            double value = surprise(i);
            mean = mean.Add(value);
            share = share.Add(counts(value) ? 1 : 0);
        }

        return (mean, share);
    }
}
