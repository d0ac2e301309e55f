using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Objectives;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Models.Tests.Tokenizing;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;

namespace Extropy.Learning.Tests.Improvement;

/// <summary>A stranger's directory in the trainer: a tiny model of random weights whose tokens end sentence and paragraph at once.</summary>
public sealed class TextModelTrainingTests : IDisposable
{
    private static readonly DecoderConfig Shape = new()
    {
        VocabularySize = 272, Width = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 64, ContextLength = 8192, NormaliseHeads = true,
    };

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("extropy-").FullName, "tiny");

    public TextModelTrainingTests() => CheckpointDirectory.Save(
        _folder, new Checkpoint(ParameterSet.Initialise(Shape, RandomStream.FromSeed(1)), ""), into => TokenizerFiles.WriteByteLevel(into));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true); // made above

    [Theory]
    [InlineData("iid")]
    [InlineData("bes")]
    public async Task Update_OnTextRollouts_SamplerAndTrainerAgreeToTheBit(string rollout)
    {
        KkModel model = KkModel.Load(_folder);
        using var decoder = new ManagedDecoder(model.Checkpoint.Parameters, 2);
        await using var engine = new DecodingEngine(decoder.Weights, new DecodingEngineOptions { Workers = 2 });
        var policy = new DecoderPolicy(engine, model.Codec, "tiny", model.Weights);
        IProblem problem = KkEvaluation.Problems(2, 1, seed: 1, model.Dialect)[0];
        var request = new RolloutRequest(problem, policy, model.Codec, 4, Seed: 1, Replicate: 0)
        {
            MaxTokens = 300, MostRowTokens = decoder.Config.ContextLength, Sampling = new SamplingOptions { MaxTokensPerStep = model.MaxTokensPerStep },
        };
        IRolloutStrategy strategy = rollout == "iid"
            ? new IndependentRollouts()
            : new SearchRollouts(KnownStrategies.Create(rollout), new SearchRolloutsOptions { Budget = new Budget { GeneratedTokens = 600 } });
        RolloutGroup group = await strategy.CollectAsync(request, CancellationToken.None);
        group = group with { Members = [.. group.Members.Select((member, i) => member with { Reward = i % 2 })] }; // random weights are never right
        var rule = new UpdateRule(new Grpo(), [], new Objective(new PpoClip(new PpoClipOptions()), [], [], new TokenMean()));

        UpdateReport report = new PolicyTrainer(decoder, rule, new PolicyTrainerOptions { LearningRate = 1e-3 }, totalSteps: 2).Update([group], step: 0);

        Assert.True(report.Tokens > 100);
        Assert.Equal(1, report["ratio/mean"]);
        if (rollout == "iid") Assert.Equal(0, report["sampler/mismatch"]); // pieces that a search joined were drawn after other words
        Assert.NotEqual(model.Weights, KkModel.Load(_folder).Weights);
    }

    [Fact]
    public void Save_OtherWeights_KeepsTheLongContextThatReadingCut()
    {
        KkModel model = KkModel.Load(_folder);
        string other = _folder + "-other";

        model.Save(other, ParameterSet.Initialise(model.Checkpoint.Parameters.Config, RandomStream.FromSeed(2)));

        Assert.Equal(KkModel.MostContext, model.Checkpoint.Parameters.Config.ContextLength);
        Assert.Equal(Shape, CheckpointDirectory.Shape(other));
        Assert.Equal(model.Codec.Name, KkModel.Load(other).Codec.Name);
    }

    [Fact]
    public void Load_WithoutATokenizer_SaysSo()
    {
        File.Delete(Path.Combine(_folder, "tokenizer.json"));

        BadInputException error = Assert.Throws<BadInputException>(() => KkModel.Load(_folder));

        Assert.Contains("nor a tokenizer", error.Message, StringComparison.Ordinal);
    }
}
