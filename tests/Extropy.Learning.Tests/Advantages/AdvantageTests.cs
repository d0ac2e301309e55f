using Extropy.Core.Errors;
using Extropy.Learning.Advantages;

namespace Extropy.Learning.Tests.Advantages;

/// <summary>What the published estimators say of rewards, by hand, by identity and by exhaustive enumeration.</summary>
public sealed class AdvantageTests
{
    private static readonly double[] Graded = [0.2, 0.9, 0.4, 0.4, 1, 0, 0.7];

    [Fact]
    public void Rloo_IsDrGrpoTimesGOverGMinusOne()
    {
        double[] rloo = Of(new Rloo(), Graded), centred = Of(new DrGrpo(), Graded);

        for (int i = 0; i < Graded.Length; i++) Assert.Equal(7.0 / 6 * centred[i], rloo[i], 1e-12);
    }

    [Fact]
    public void Centred_Estimators_SumToZero()
    {
        foreach (IAdvantageEstimator estimator in (IAdvantageEstimator[])[new Rloo(), new Grpo(), new DrGrpo()])
            Assert.Equal(0, Of(estimator, Graded).Sum(), 1e-9);
        foreach (IAdvantageEstimator estimator in (IAdvantageEstimator[])[new MaxRl(), new MaxRlStd()])
            Assert.Equal(0, Of(estimator, Binary(8, 3)).Sum(), 1e-9);
    }

    [Theory] // arXiv 2605.28814's weighting as released, GRPO and MaxRL, eight rollouts
    [InlineData(1, 2.474867, -.353552, 19.798934, -2.828419, 7, -1)]
    [InlineData(2, 1.620182, -.540061, 6.480727, -2.160242, 3, -1)]
    [InlineData(4, .935413, -.935413, 1.870825, -1.870825, 1, -1)]
    [InlineData(7, .353552, -2.474867, .404060, -2.828419, .142857, -1)]
    public void EightRollouts_GiveTheKnownVectors(int successes, double grpoRight, double grpoWrong, double stdRight, double stdWrong, double maxRight, double maxWrong)
    {
        double[] rewards = Binary(8, successes);
        (IAdvantageEstimator, double, double)[] expected =
            [(new Grpo(), grpoRight, grpoWrong), (new MaxRlStd(), stdRight, stdWrong), (new MaxRl(), maxRight, maxWrong)];

        foreach ((IAdvantageEstimator estimator, double right, double wrong) in expected)
        {
            double[] advantages = Of(estimator, rewards);
            Assert.Equal(right, advantages[0], 1e-6);
            Assert.Equal(wrong, advantages[^1], 1e-6);
            Assert.Equal((8.0 - successes) / successes, -advantages[0] / advantages[^1], 1e-6);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void BinaryRewards_GiveTheClosedForms(int group)
    {
        for (int successes = 1; successes < group; successes++)
        {
            double mean = (double)successes / group, deviation = Math.Sqrt(mean * (1 - mean) * group / (group - 1));
            (IAdvantageEstimator, double, double)[] expected =
            [
                (new Grpo(), (1 - mean) / (deviation + Grpo.Epsilon), -mean / (deviation + Grpo.Epsilon)),
                (new MaxRl(), (double)(group - successes) / successes, -1),
                (new DrGrpo(), 1 - mean, -mean),
                (new Rloo(), (double)(group - successes) / (group - 1), -(double)successes / (group - 1)),
            ];
            foreach ((IAdvantageEstimator estimator, double right, double wrong) in expected)
            {
                double[] advantages = Of(estimator, Binary(group, successes));
                Assert.Equal(right, advantages[0], 1e-12);
                Assert.Equal(wrong, advantages[^1], 1e-12);
                Assert.Equal((double)(group - successes) / successes, -right / wrong, 1e-9);
            }
        }
    }

    [Fact]
    public void EqualRewards_ThatNoBinaryFractionHolds_GiveExactlyZero()
    {
        foreach (IAdvantageEstimator estimator in (IAdvantageEstimator[])[new Grpo(), new MaxRlStd(), new DrGrpo(), new Rloo()])
            Assert.All(Of(estimator, [.1, .1, .1, .1, .1, .1, .1]), advantage => Assert.Equal(0, advantage)); // their mean rounds
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void EqualRewards_GiveExactlyZero(int successes)
    {
        foreach (IAdvantageEstimator estimator in (IAdvantageEstimator[])[new Grpo(), new MaxRl(), new MaxRlStd(), new DrGrpo(), new Rloo()])
            Assert.All(Of(estimator, Binary(8, successes)), advantage => Assert.Equal(0, advantage));
    }

    [Theory] // dJ_N/dz of J_N = −Σ_{k ≤ N} (1 − p)^k / k in the logit z of p
    [InlineData(.3, 4, .53193, .45990, 1e-5)]
    [InlineData(.1, 8, .512579511, .469532790, 1e-9)]
    [InlineData(.5, 8, .498046875, .496093750, 1e-9)]
    public void MaxRl_OverAllOutcomes_IsTheSeriesCutAtGMinusOne(double p, int group, double uncentred, double centred, double tolerance)
    {
        double successesOnly = 0, practical = 0;
        for (int outcome = 0; outcome < 1 << group; outcome++)
        {
            double[] rewards = [.. Enumerable.Range(0, group).Select(i => (double)(outcome >> i & 1))];
            double probability = 1, score = 0;
            foreach (double reward in rewards) probability *= reward == 1 ? p : 1 - p;
            double[] advantages = Of(new MaxRl(), rewards);
            double k = rewards.Sum();
            for (int i = 0; i < group; i++) score += advantages[i] * (rewards[i] - p) / group;
            practical += probability * score;
            if (k > 0) successesOnly += probability * rewards.Sum(reward => reward * (reward - p)) / k;
        }

        Assert.Equal(uncentred, successesOnly, tolerance);
        Assert.Equal(centred, practical, tolerance);
        Assert.Equal(Series(p, group), successesOnly, 1e-12);
        Assert.Equal(Series(p, group - 1), practical, 1e-12);
    }

    [Fact]
    public void Groups_AreComparedWithinThemselves()
    {
        double[] rewards = [1, 0, 0, 1, 1, 1], advantages = new double[6];
        new DrGrpo().Estimate(rewards, [0, 2, 6], advantages);

        Assert.Equal([0.5, -0.5, -0.75, 0.25, 0.25, 0.25], advantages);
    }

    [Fact]
    public void Reinforce_ComparesWithTheBatch()
    {
        double[] rewards = [1, 0, 0, 3], plain = new double[4], centred = new double[4], whitened = new double[4];
        new Reinforce().Estimate(rewards, [0, 1, 4], plain);
        new Reinforce(ReinforceBaseline.Mean).Estimate(rewards, [0, 1, 4], centred);
        new Reinforce(ReinforceBaseline.Whitening).Estimate(rewards, [0, 1, 4], whitened);

        Assert.Equal(rewards, plain);
        Assert.Equal([0, -1, -1, 2], centred);
        for (int i = 0; i < 4; i++) Assert.Equal(centred[i] / Math.Sqrt(2), whitened[i], 1e-5); // σ² = 6 / 3
    }

    [Fact]
    public void Grpo_OverTheBatchsDeviation_KeepsTheGroupsMean()
    {
        double[] rewards = [1, 0, 0, 3], advantages = new double[4];
        new Grpo(GrpoScale.Batch).Estimate(rewards, [0, 2, 4], advantages);

        double[] centred = [0.5, -0.5, -1.5, 1.5];
        for (int i = 0; i < 4; i++) Assert.Equal(centred[i] / Math.Sqrt(2), advantages[i], 1e-5);
    }

    [Fact]
    public void MaxRlStd_GradedRewards_CountThoseAboveZero()
    {
        double[] rewards = [0.5, 0, 0, 1], grpo = Of(new Grpo(), rewards), advantages = Of(new MaxRlStd(), rewards);

        for (int i = 0; i < 4; i++) Assert.Equal(2 * grpo[i], advantages[i], 1e-12);
    }

    [Fact]
    public void GroupOfOne_IsRefusedWhereGroupsAreCompared()
    {
        foreach (IAdvantageEstimator estimator in (IAdvantageEstimator[])[new Grpo(), new MaxRl(), new MaxRlStd(), new DrGrpo(), new Rloo()])
            Assert.Contains("group of 1", Assert.Throws<BadInputException>(() => estimator.Check([1, 0, 1], [0, 1, 3])).Message, StringComparison.Ordinal);
        ((IAdvantageEstimator)new Reinforce()).Check([1], [0, 1]);
    }

    [Fact]
    public void Rewards_ThatDoNotSuit_AreNamed()
    {
        IAdvantageEstimator grpo = new Grpo(), maxrl = new MaxRl();

        Assert.Contains("rollout 1", Assert.Throws<BadInputException>(() => grpo.Check([0, double.NaN], [0, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("rollout 2", Assert.Throws<BadInputException>(() => maxrl.Check([0, 1, 0.5], [0, 3])).Message, StringComparison.Ordinal);
    }

    private static double Series(double p, int order) => p * (1 - p) * Enumerable.Range(1, order).Sum(k => Math.Pow(1 - p, k - 1));

    private static double[] Binary(int group, int successes) => [.. Enumerable.Range(0, group).Select(i => i < successes ? 1.0 : 0)];

    private static double[] Of(IAdvantageEstimator estimator, double[] rewards)
    {
        var advantages = new double[rewards.Length];
        estimator.Estimate(rewards, [0, rewards.Length], advantages);
        return advantages;
    }
}
