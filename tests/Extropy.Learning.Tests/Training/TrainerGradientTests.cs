using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Tests.Doubles;
using Extropy.Learning.Tests.Objectives;
using Extropy.Learning.Training;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Tests.Training;

/// <summary>What a whole <see cref="PolicyTrainer.Update"/> differentiates, seen from outside: its reported loss against the gradients it leaves.</summary>
public sealed class TrainerGradientTests
{
    private const double Still = 1e-30; // a learning rate that moves no logit, so that all minibatches are of the same θ

    private static readonly DecoderConfig Shape = new()
    {
        VocabularySize = 12, Width = 32, Layers = 2, Heads = 1, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 32, ContextLength = 32,
    };

    [Theory]
    [InlineData(KlEstimator.K3, 1, 100_000)]
    [InlineData(KlEstimator.K3, 2, 100_000)]
    [InlineData(KlEstimator.Exact, 1, 20)]
    [InlineData(KlEstimator.Exact, 2, 20)]
    public void Gradients_OfAllMinibatches_AreTheCentralDifferenceOfTheReportedLoss(KlEstimator estimator, int minibatches, int positionsPerPass)
    {
        using ManagedDecoder decoder = Decoder(seed: 1), reference = Decoder(seed: 2);
        var summing = new SummingDecoder(decoder);
        Loss(summing);
        double[] gradients = [.. summing.Total().Select(sum => sum / minibatches)]; // the report has the mean over minibatches
        float[] start = decoder.Parameters.Values.ToArray();
        Draws draws = RandomStream.FromSeed(5).At(0);

        for (int check = 0; check < 40; check++)
        {
            int i = draws.NextInt(gradients.Length);
            double up = LossAt(i, start[i] + 4e-3f), down = LossAt(i, start[i] - 4e-3f);
            LossAt(i, start[i]);

            Assert.Equal((up - down) / 8e-3, gradients[i], 2e-4 + 0.02 * Math.Abs(gradients[i]));
        }

        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 0.05); // the tolerance does not hide everything

        double LossAt(int parameter, float value)
        {
            decoder.Parameters.Values[parameter] = value;
            decoder.ParametersChanged();
            return Loss(decoder);
        }

        double Loss(ITrainableDecoder trained) => new PolicyTrainer(
            trained,
            Rule(new PolicyGradient(), new EntropyBonus(0.2), new KlToReference(new KlOptions { Beta = 0.5, Estimator = estimator })), // no ratio: θ_old moves with θ
            new PolicyTrainerOptions { LearningRate = Still, Minibatches = minibatches, PositionsPerPass = positionsPerPass },
            totalSteps: 1,
            reference).Update(Groups(), step: 0)["loss"];
    }

    [Fact]
    public void Ratios_OfAnUnmovedPolicy_AreOneToTheBit_HoweverRowsArePacked()
    {
        foreach (int positionsPerPass in (int[])[100_000, 20])
        {
            using ManagedDecoder decoder = Decoder(seed: 1);
            var options = new PolicyTrainerOptions { LearningRate = Still, Minibatches = 3, Epochs = 2, PositionsPerPass = positionsPerPass };

            UpdateReport report = new PolicyTrainer(decoder, Rule(new PpoClip(new PpoClipOptions())), options, totalSteps: 1).Update(Groups(), step: 0);

            Assert.Equal(6, report.Updates);
            Assert.Equal(1, report["ratio/mean"]);
            Assert.Equal(0, report["ratio/largest-deviation"]);
            Assert.Equal(0, report["clip/low"] + report["clip/high"]);
        }
    }

    [Fact]
    public void SkippedUpdates_AreCountedInARow_AndAGoodOneStartsAgain()
    {
        using ManagedDecoder decoder = Decoder(seed: 1);
        var trainer = new PolicyTrainer(decoder, Rule(new PpoClip(new PpoClipOptions())), new PolicyTrainerOptions { NonFiniteLimit = 2 }, totalSteps: 9);
        RolloutGroup[] bad = [Minibatches.Group(Shape.VocabularySize, [3, 4], seed: 4, [0, double.PositiveInfinity])];

        Assert.Equal((0, 1), Counts(bad, 0));
        Assert.Equal((1, 0), Counts(Groups(), 1));
        Assert.Equal((0, 1), Counts(bad, 2));
        Assert.Throws<ExtropyException>(() => trainer.Update(bad, 3));

        (int, int) Counts(RolloutGroup[] groups, long step)
        {
            UpdateReport report = trainer.Update(groups, step);
            return (report.Updates, report.Skipped);
        }
    }

    private static UpdateRule Rule(ITokenLoss loss, params IRegularizer[] terms) =>
        new(new Grpo(), [], new Objective(loss, [], [.. terms], new SequenceMeanTokenMean()));

    private static RolloutGroup[] Groups() =>
        [Minibatches.Group(Shape.VocabularySize, [3, 9, 1, 6], seed: 4), Minibatches.Group(Shape.VocabularySize, [5, 5, 2, 7], seed: 6)];

    private static ManagedDecoder Decoder(long seed) => new(ParameterSet.Initialise(Shape, RandomStream.FromSeed(seed), 0.3), 2);
}
