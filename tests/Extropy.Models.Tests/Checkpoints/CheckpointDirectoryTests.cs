using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;

namespace Extropy.Models.Tests.Checkpoints;

public sealed class CheckpointDirectoryTests : IDisposable
{
    private static readonly DecoderConfig Shape = new()
    {
        VocabularySize = 5, Width = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 64, ContextLength = 32, RopeBase = 500.5,
    };

    private readonly string _root = Directory.CreateTempSubdirectory("extropy-").FullName;

    private string Target => Path.Combine(_root, "model");

    private string Config => Path.Combine(Target, "config.json");

    private string Weights => Path.Combine(Target, "model.safetensors");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SaveThenLoad_AnyShape_GivesTheSameModel(bool isTied)
    {
        var saved = new Checkpoint(Fresh(Shape with { TieEmbeddings = isTied }), "toy/1") { Metrics = "{}" };

        CheckpointDirectory.Save(Target, saved);
        Checkpoint loaded = CheckpointDirectory.Load(Target);

        Assert.Equal(saved.Parameters.Config, loaded.Parameters.Config);
        Assert.True(saved.Parameters.Values.SequenceEqual(loaded.Parameters.Values));
        Assert.Equal(("toy/1", "{}"), (loaded.Vocabulary, loaded.Metrics));
        Assert.Equal(WeightsDigest.Of(saved.Parameters, "toy/1"), WeightsDigest.Of(loaded.Parameters, loaded.Vocabulary));
    }

    [Fact]
    public void Save_Twice_GivesTheSameBytes()
    {
        var checkpoint = new Checkpoint(Fresh(Shape), "toy/1");
        CheckpointDirectory.Save(Target, checkpoint);
        byte[] config = File.ReadAllBytes(Config), weights = File.ReadAllBytes(Weights);

        CheckpointDirectory.Save(Target, checkpoint);

        Assert.Equal(config, File.ReadAllBytes(Config));
        Assert.Equal(weights, File.ReadAllBytes(Weights));
    }

    [Fact]
    public void Digest_AnyChange_IsAnother()
    {
        ParameterSet one = Fresh(Shape), other = Fresh(Shape);
        other.Values[^1] = MathF.BitIncrement(other.Values[^1]);

        Assert.NotEqual(WeightsDigest.Of(one, "a"), WeightsDigest.Of(other, "a"));
        Assert.NotEqual(WeightsDigest.Of(one, "a"), WeightsDigest.Of(one, "b"));
    }

    [Theory]
    [InlineData("\"hidden_size\": 32", "\"hidden_size\": 33", "32")]
    [InlineData("\"vocab_size\": 5", "\"vocab_size\": 6", "asks for [6, 32]")]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "lacks the tensor")]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1", "does not have")]
    [InlineData("\"hidden_act\": \"silu\"", "\"hidden_act\": \"gelu\"", "does not compute")]
    [InlineData("\"mlp_bias\": false", "\"mlp_bias\": true", "does not compute")]
    [InlineData("\"vocab_size\": 5", "\"vocab_size\": \"five\"", "a whole number is required")]
    [InlineData("\"intermediate_size\": 64,", "", "lacks the key")]
    public void Load_ConfigThatDoesNotFit_SaysWhatAndWhere(string before, string after, string message)
    {
        CheckpointDirectory.Save(Target, new Checkpoint(Fresh(Shape), "toy/1"));
        File.WriteAllText(Config, File.ReadAllText(Config).Replace(before, after, StringComparison.Ordinal));

        var error = Assert.Throws<BadInputException>(() => CheckpointDirectory.Load(Target));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ConfigCut_NamesTheByte()
    {
        CheckpointDirectory.Save(Target, new Checkpoint(Fresh(Shape), "toy/1"));
        byte[] whole = File.ReadAllBytes(Config);
        File.WriteAllBytes(Config, whole[..100]);

        var error = Assert.Throws<CheckpointDamagedException>(() => CheckpointDirectory.Load(Target));

        Assert.InRange(error.Offset, 80, 100);
    }

    [Fact]
    public void Load_WeightThatIsNoNumber_NamesTensorAndByte()
    {
        ParameterSet parameters = Fresh(Shape);
        parameters.Values[3] = float.NaN;
        CheckpointDirectory.Save(Target, new Checkpoint(parameters, "toy/1"));

        var error = Assert.Throws<CheckpointDamagedException>(() => CheckpointDirectory.Load(Target));

        Assert.Contains("model.embed_tokens.weight", error.Message, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(Weights).Length - 4 * (parameters.Values.Length - 3), error.Offset);
    }

    [Fact]
    public void Load_NoCheckpoint_IsBadInput() => Assert.Throws<BadInputException>(() => CheckpointDirectory.Load(_root));

    private static ParameterSet Fresh(DecoderConfig config) => ParameterSet.Initialise(config, RandomStream.FromSeed(1));
}
