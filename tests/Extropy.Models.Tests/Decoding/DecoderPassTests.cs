using Extropy.Models.Decoding;
using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Decoding;

public sealed class DecoderPassTests
{
    public static TheoryData<string> InstructionSets => Decoders.InstructionSetNames;

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Run_WholeSequence_AgreesWithTheEquationsInDouble(string set)
    {
        foreach (DecoderConfig config in Decoders.All)
        {
            ParameterSet parameters = Decoders.Parameters(config);
            int[] tokens = Decoders.Tokens(config, 45);
            double[][] expected = new ReferenceDecoder(parameters).Logits(tokens);

            float[] actual = Decoders.Logits(DecoderWeights.Pack(parameters), tokens, Decoders.Kernels(set));

            for (int i = 0; i < actual.Length; i++)
                Assert.Equal(expected[i / config.VocabularySize][i % config.VocabularySize], actual[i], 2e-4 * Math.Max(1, Math.Abs(actual[i])));
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Run_AnyInstructionSet_GivesTheSameBits(string set)
    {
        foreach (DecoderConfig config in Decoders.All)
        {
            DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(config));
            int[] tokens = Decoders.Tokens(config, 50);

            float[] actual = Decoders.Logits(weights, tokens, Decoders.Kernels(set));

            Assert.Equal(Decoders.Logits(weights, tokens, KernelSet.For(InstructionSet.Scalar)), actual);
        }
    }

    [Fact]
    public void Run_SequenceCutIntoCalls_GivesTheSameBits()
    {
        foreach (DecoderConfig config in new[] { Decoders.Small, Decoders.Windowed })
        {
            DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(config));
            int[] tokens = Decoders.Tokens(config, 100);
            float[] whole = Decoders.Logits(weights, tokens, KernelSet.Default);

            Assert.Equal(whole, Decoders.Logits(weights, tokens, KernelSet.Default, 7, 1, 60, 1, 1, 30));
            Assert.Equal(whole, Decoders.Logits(weights, tokens, KernelSet.Default, [.. Enumerable.Repeat(1, 100)]));
        }
    }
}
