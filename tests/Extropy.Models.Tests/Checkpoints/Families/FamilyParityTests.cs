using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;
using Extropy.Models.Tests.Decoding;

namespace Extropy.Models.Tests.Checkpoints.Families;

/// <summary>Checkpoints of every family, read from a stranger's directory, against an independent implementation in PyTorch.</summary>
public sealed class FamilyParityTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("extropy-").FullName;

    public static TheoryData<string> Families => [.. FamilyVectors.Names];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Families))]
    public void Decoding_ReferenceModel_AgreesWithin2e5(string family)
    {
        FamilyVectors vectors = FamilyVectors.Read(family);
        vectors.Write(_root);
        DecoderWeights weights = DecoderWeights.Pack(CheckpointDirectory.Load(_root).Parameters);

        float[] logits = Decoders.Logits(weights, vectors.Tokens[..^1], KernelSet.Default, 20, 1, 1, 19); // a prompt, tokens, a second prompt

        Assert.Equal(vectors.Logits.Length, logits.Length);
        for (int i = 0; i < logits.Length; i++) Assert.Equal(vectors.Logits[i], logits[i], 2e-5 * Math.Max(1, Math.Abs(vectors.Logits[i])));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Training_ReferenceModel_AgreesWithin2e5(string family)
    {
        FamilyVectors vectors = FamilyVectors.Read(family);
        vectors.Write(_root);
        using ManagedDecoder decoder = new(CheckpointDirectory.Load(_root).Parameters, 1);
        var logits = new float[vectors.Logits.Length];

        decoder.Forward(new(vectors.Tokens.AsMemory(0, vectors.Tokens.Length - 1), new[] { 0, vectors.Tokens.Length - 1 }), logits);
        var (loss, slopes) = CrossEntropy.Of(logits, vectors.Tokens[1..], decoder.Config.VocabularySize);
        decoder.Backward(slopes);

        Assert.Equal(vectors.Loss, loss, 2e-5);
        foreach (var (name, _, expected) in vectors.Tensors)
        {
            float[] actual = decoder.Gradients[name].ToArray();
            double scale = Math.Max(1, actual.Max(Math.Abs));
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i * actual.Length / expected.Length], 2e-5 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void SaveThenLoad_ForeignDirectory_GivesTheSameBitsAndKeepsForeignKeys(string family)
    {
        FamilyVectors vectors = FamilyVectors.Read(family);
        vectors.Config["transformers_version"] = "4.57.1";
        vectors.Write(_root);
        Checkpoint read = CheckpointDirectory.Load(_root);
        string copy = Path.Combine(_root, "copy");

        CheckpointDirectory.Save(copy, read);
        Checkpoint again = CheckpointDirectory.Load(copy);

        Assert.Equal(read.Parameters.Config, again.Parameters.Config);
        Assert.True(read.Parameters.Values.SequenceEqual(again.Parameters.Values));
        Assert.Equal(WeightsDigest.Of(read.Parameters, ""), WeightsDigest.Of(again.Parameters, again.Vocabulary));
        string config = File.ReadAllText(Path.Combine(copy, "config.json"));
        Assert.Contains("\"transformers_version\": \"4.57.1\"", config, StringComparison.Ordinal);
        Assert.Contains($"\"{vectors.Config["architectures"]![0]}\"", config, StringComparison.Ordinal);
        Assert.Contains($"\"model_type\": \"{vectors.Config["model_type"]}\"", config, StringComparison.Ordinal);
        Assert.DoesNotContain("extropy_vocabulary", config, StringComparison.Ordinal);
    }
}
