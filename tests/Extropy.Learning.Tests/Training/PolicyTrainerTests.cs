using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Statistics;
using Extropy.Learning.Tests.Objectives;
using Extropy.Learning.Training;
using Extropy.Models.Decoding;
using Extropy.Testing.Memory;

namespace Extropy.Learning.Tests.Training;

/// <summary>The trainer on a small real model: gradients, cuts, threads, faults, memory.</summary>
public sealed class PolicyTrainerTests
{
    private static readonly DecoderConfig Shape = new()
    {
        VocabularySize = 11, Width = 32, Layers = 1, Heads = 1, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 32, ContextLength = 32,
    };

    private static readonly int[] Lengths = [3, 9, 1, 6, 12, 4, 8, 2];

    [Theory]
    [InlineData(100_000)]
    [InlineData(20)] // cut into passes of whole rows, recomputed on the way back
    public void Gradient_OfAWholeObjective_IsTheCentralDifferenceThroughTheModel(int positionsPerPass)
    {
        UpdateRule rule = Rule(new EntropyBonus(0.2), new KlToReference(new KlOptions { Beta = 0.3, Estimator = KlEstimator.Exact }), new KlToReference(new KlOptions { Beta = 0.4 }));
        using ManagedDecoder decoder = Decoder(seed: 1), reference = Decoder(seed: 2), old = Decoder(seed: 3);
        var batch = new RolloutBatch();
        batch.Fill([Minibatches.Group(Shape.VocabularySize, Lengths, seed: 4)]);
        for (int row = 0; row < batch.Rows; row++) batch.Advantages[batch.PositionsOf(row)].Fill(row % 2 == 0 ? -0.8 : 1.1);
        var others = new OtherLogits();
        others.Reserve(OtherPolicy.Reference, batch.Positions, Shape.VocabularySize);
        StatisticTable oldTable = Scored(old, rule.Needs.Old, keepAs: null), referenceTable = Scored(reference, rule.Needs.Reference, OtherPolicy.Reference);
        var slopes = new StatisticTable(rule.Needs.Current);
        var scorer = new BatchScorer(decoder, positionsPerPass);

        decoder.ZeroGradients();
        Loss();
        scorer.Backward(batch, slopes, others);

        float[] gradients = decoder.Gradients.Values.ToArray();
        Draws draws = RandomStream.FromSeed(5).At(0);
        for (int check = 0; check < 60; check++)
        {
            int i = draws.NextInt(gradients.Length);
            float at = decoder.Parameters.Values[i];
            double up = LossAt(i, at + 4e-3f), down = LossAt(i, at - 4e-3f);
            LossAt(i, at);
            Assert.Equal((up - down) / 8e-3, gradients[i], 2e-4 + 0.02 * Math.Abs(gradients[i]));
        }

        double LossAt(int parameter, float value)
        {
            decoder.Parameters.Values[parameter] = value;
            decoder.ParametersChanged();
            return Loss();
        }

        double Loss()
        {
            var current = new StatisticTable(rule.Needs.Current);
            scorer.Score(batch, current, others, keepAs: null);
            return rule.Objective.Evaluate(new Minibatch(batch, current, oldTable, referenceTable), Minibatches.Context, slopes);
        }

        StatisticTable Scored(ManagedDecoder policy, ImmutableArray<IRowStatistic> statistics, OtherPolicy? keepAs)
        {
            var table = new StatisticTable(statistics);
            new BatchScorer(policy, 100_000).Score(batch, table, others, keepAs);
            return table;
        }
    }

    [Fact]
    public void Update_HoweverItIsCutAndThreaded_GivesTheSameWeights()
    {
        float[] expected = After(threads: 1, positionsPerPass: 100_000, minibatches: 2);
        Assert.Equal(expected, After(threads: 2, positionsPerPass: 100_000, minibatches: 2));
        Assert.Equal(expected, After(threads: 8, positionsPerPass: 100_000, minibatches: 2));
        float[] cut = After(threads: 2, positionsPerPass: 25, minibatches: 2);
        for (int i = 0; i < cut.Length; i++) Assert.Equal(expected[i], cut[i], 1e-5); // sums join in another order
        Assert.NotEqual(expected, After(threads: 1, positionsPerPass: 100_000, minibatches: 1));
    }

    [Fact]
    public void FirstMinibatch_IsOnPolicyToTheBit()
    {
        using ManagedDecoder decoder = Decoder(seed: 1);
        UpdateReport report = Trainer(decoder).Update(Groups(), step: 0);

        Assert.Equal(1, report["ratio/mean"]);
        Assert.Equal(0, report["ratio/largest-deviation"]);
        Assert.Equal(0, report["kl/old-k1"]);
        Assert.True(double.IsNaN(report["sampler/mismatch"])); // nothing was recorded while these were drawn
        Assert.Equal((1, 0), (report.Updates, report.Skipped));
    }

    [Fact]
    public void SecondEpoch_IsOffPolicy()
    {
        using ManagedDecoder decoder = Decoder(seed: 1);
        var trainer = new PolicyTrainer(decoder, Rule(), new PolicyTrainerOptions { LearningRate = 1e-2, Epochs = 3 }, totalSteps: 4);

        UpdateReport report = trainer.Update(Groups(), step: 0);

        Assert.Equal(3, report.Updates);
        Assert.True(report["ratio/largest-deviation"] > 0.01);
    }

    [Fact]
    public void NonFiniteRewards_AreSkippedAndCounted_AndStopTheRunAfterThree()
    {
        using ManagedDecoder decoder = Decoder(seed: 1);
        PolicyTrainer trainer = Trainer(decoder);
        float[] before = decoder.Parameters.Values.ToArray();
        double[] rewards = [0, 1, double.NaN, 1, 0, 1, 0, 1];
        RolloutGroup[] bad = [Minibatches.Group(Shape.VocabularySize, Lengths, seed: 4, rewards)];

        Assert.Equal(0, trainer.Update(bad, 0).Updates);
        Assert.Equal(1, trainer.Update(bad, 1).Skipped);
        Assert.Equal(before, decoder.Parameters.Values.ToArray());
        Assert.Contains("not finite", Assert.Throws<ExtropyException>(() => trainer.Update(bad, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NonFiniteWeights_NeverReachTheOptimiser()
    {
        using ManagedDecoder decoder = Decoder(seed: 1);
        PolicyTrainer trainer = Trainer(decoder);
        decoder.Parameters.Values[0] = float.NaN;
        decoder.ParametersChanged();
        RolloutGroup group = Minibatches.Group(1, Lengths, seed: 4); // every token is 0, whose embedding is broken

        UpdateReport report = trainer.Update([group], 0);

        Assert.Equal((0, 1), (report.Updates, report.Skipped));
        Assert.Equal(0, trainer.Updates);
    }

    [Fact]
    public void BatchWithoutACountedToken_IsRefused()
    {
        using ManagedDecoder decoder = Decoder(seed: 1);
        RolloutGroup masked = Minibatches.Group(Shape.VocabularySize, [3, 4], seed: 4, trained: [false, false]);

        Assert.Contains("No token", Assert.Throws<BadInputException>(() => Trainer(decoder).Update([masked], 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaskedRollout_CountsInItsGroupAndNotInTheLoss()
    {
        using ManagedDecoder all = Decoder(seed: 1), some = Decoder(seed: 1);
        RolloutGroup group = Minibatches.Group(Shape.VocabularySize, Lengths, seed: 4);
        RolloutGroup masked = group with { Members = [.. group.Members.Select((member, i) => member with { IsTrained = i != 1 })] };

        UpdateReport whole = Trainer(all).Update([group], 0), part = Trainer(some).Update([masked], 0);

        Assert.Equal(whole["reward"], part["reward"]);
        Assert.Equal(whole.Tokens - Lengths[1], part.Tokens);
        Assert.NotEqual(all.Parameters.Values.ToArray(), some.Parameters.Values.ToArray());
    }

    [Fact]
    public void MaskedTokens_WhateverTheyAre_ChangeNoWeight()
    {
        RolloutGroup group = Minibatches.Group(Shape.VocabularySize, Lengths, seed: 4);
        RolloutGroup masked = group with { Members = group.Members.SetItem(1, group.Members[1] with { IsTrained = false }) };
        Rollout other = masked.Members[1] with { Tokens = [.. masked.Members[1].Tokens.Select(token => (token + 3) % Shape.VocabularySize)] };
        using ManagedDecoder first = Decoder(seed: 1), second = Decoder(seed: 1);

        double loss = Trainer(first).Update([masked], 0)["loss"];

        Assert.Equal(loss, Trainer(second).Update([masked with { Members = masked.Members.SetItem(1, other) }], 0)["loss"]);
        Assert.Equal(first.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
    }

    [Fact]
    public void MaskedMinibatch_MakesNoStep()
    {
        RolloutGroup group = Minibatches.Group(Shape.VocabularySize, [3, 4], seed: 4, trained: [true, false]);
        using ManagedDecoder decoder = Decoder(seed: 1);
        var trainer = new PolicyTrainer(decoder, Rule(), new PolicyTrainerOptions { Minibatches = 4 }, totalSteps: 4);

        UpdateReport report = trainer.Update([group], 0);

        Assert.Equal((1, 0, 1), (report.Updates, report.Skipped, trainer.Updates)); // two rollouts, four minibatches
    }

    [Fact]
    public void Update_WithOtherPoliciesRows_DoesNotDependOnTheCut()
    {
        float[] expected = Weights(100_000), cut = Weights(25);

        for (int i = 0; i < cut.Length; i++) Assert.Equal(expected[i], cut[i], 1e-5);

        static float[] Weights(int positionsPerPass)
        {
            using ManagedDecoder decoder = Decoder(seed: 1), reference = Decoder(seed: 2);
            var trainer = new PolicyTrainer(
                decoder,
                Rule(new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.Exact })),
                new PolicyTrainerOptions { LearningRate = 1e-3, Minibatches = 3, Epochs = 2, PositionsPerPass = positionsPerPass },
                totalSteps: 2,
                reference);
            for (int step = 0; step < 2; step++) trainer.Update(Groups(), step);
            return decoder.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void RewardShapers_ChangeRewardsBeforeTheEstimator_AndNotTheRollouts()
    {
        UpdateRule rule = Rule() with { RewardShapers = [new SoftOverlong(new SoftOverlongOptions { Longest = 6, Buffer = 6 })] };
        RolloutGroup group = Minibatches.Group(Shape.VocabularySize, [3, 6], seed: 4, [1, 1]);
        using ManagedDecoder decoder = Decoder(seed: 1);

        UpdateReport report = new PolicyTrainer(decoder, rule, new PolicyTrainerOptions(), 1).Update([group], 0);

        Assert.Equal((1 - 0.5 + 1 - 1) / 2, report["reward"], 1e-12);
        Assert.Equal(0, report["groups/constant"]); // equal before, different after
        Assert.Equal([1.0, 1.0], group.Members.Select(member => member.Reward));
    }

    [Fact]
    public void TwoDivergences_AreRefused()
    {
        UpdateRule rule = Rule(new KlToReference(new KlOptions())) with { Shapers = [new KlReward(0.1)] };
        using ManagedDecoder decoder = Decoder(seed: 1), reference = Decoder(seed: 1);

        Assert.Throws<BadInputException>(() => new PolicyTrainer(decoder, rule, new PolicyTrainerOptions(), 1, reference));
        Assert.Throws<BadInputException>(() => new PolicyTrainer(decoder, Rule(new KlToReference(new KlOptions())), new PolicyTrainerOptions(), 1));
    }

    [Fact]
    public void Update_AfterWarmUp_AllocatesItsReportAndNothingForABatchOrAMinibatch()
    {
        const long mostReportBytes = 12_288; // some thirty named numbers in a sorted dictionary
        const long compiler = 256; // what a later tier may keep off the heap; one object a minibatch would be 16 · 24 bytes

        long report = Bytes(groups: 1, minibatches: 1);

        Assert.InRange(report, 0, mostReportBytes);
        Assert.InRange(Bytes(groups: 20, minibatches: 1), 0, report + compiler);
        Assert.InRange(Bytes(groups: 20, minibatches: 8), 0, report + compiler);

        static long Bytes(int groups, int minibatches)
        {
            using ManagedDecoder decoder = Decoder(seed: 1, threads: 1), reference = Decoder(seed: 2, threads: 1);
            var options = new PolicyTrainerOptions { LearningRate = 1e-3, Minibatches = minibatches, Epochs = 2, PositionsPerPass = 50 };
            UpdateRule rule = Rule(new EntropyBonus(0.1), new KlToReference(new KlOptions { Estimator = KlEstimator.Exact }));
            var trainer = new PolicyTrainer(decoder, rule, options, totalSteps: 100, reference);
            RolloutGroup[] batch = [.. Enumerable.Range(0, groups).Select(seed => Minibatches.Group(Shape.VocabularySize, Lengths, seed))];
            for (int i = 0; i < 5; i++) trainer.Update(batch, i);
            long step = 5;
            return Allocated.Least(() => trainer.Update(batch, step++));
        }
    }

    private static float[] After(int threads, int positionsPerPass, int minibatches)
    {
        using ManagedDecoder decoder = Decoder(seed: 1, threads);
        var trainer = new PolicyTrainer(
            decoder, Rule(), new PolicyTrainerOptions { LearningRate = 1e-3, Minibatches = minibatches, Epochs = 2, PositionsPerPass = positionsPerPass }, totalSteps: 3);
        for (int step = 0; step < 3; step++) trainer.Update(Groups(), step);
        return decoder.Parameters.Values.ToArray();
    }

    private static PolicyTrainer Trainer(ITrainableDecoder decoder) => new(decoder, Rule(), new PolicyTrainerOptions { LearningRate = 1e-3 }, totalSteps: 100);

    private static RolloutGroup[] Groups() =>
        [Minibatches.Group(Shape.VocabularySize, Lengths, seed: 4), Minibatches.Group(Shape.VocabularySize, [5, 5, 2, 7], seed: 6)];

    private static UpdateRule Rule(params ImmutableArray<IRegularizer> terms) =>
        new(new Grpo(), [], new Objective(new PpoClip(new PpoClipOptions()), [], terms, new SequenceMeanTokenMean()));

    private static ManagedDecoder Decoder(long seed, int threads = 2) => new(ParameterSet.Initialise(Shape, RandomStream.FromSeed(seed), 0.3), threads);
}
