using System.Runtime.InteropServices;
using System.Text.Json;
using Extropy.Models.Decoding;

namespace Extropy.Models.Tests.Decoding;

/// <summary>The decoder against vectors that eng/reference/decoder_reference.py wrote with PyTorch.</summary>
public sealed class ReferenceVectorTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string name in new[] { "grouped", "tied" })
                foreach (string set in Decoders.InstructionSetNames.Select(row => row.Data)) data.Add(name, set);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_ReferenceModel_AgreesWithin1e5(string name, string set)
    {
        Vectors vectors = Vectors.Read(name);
        using ManagedDecoder decoder = new(vectors.Parameters, 1, Decoders.Kernels(set));
        var logits = new float[vectors.Logits.Length];

        decoder.Forward(vectors.Batch, logits);

        for (int i = 0; i < logits.Length; i++) Assert.Equal(vectors.Logits[i], logits[i], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_ReferenceModel_AgreesWithin1e5(string name, string set)
    {
        Vectors vectors = Vectors.Read(name);
        using ManagedDecoder decoder = new(vectors.Parameters, 1, Decoders.Kernels(set));
        var logits = new float[vectors.Logits.Length];
        decoder.Forward(vectors.Batch, logits);
        var (loss, slopes) = CrossEntropy.Of(logits, vectors.Targets, decoder.Config.VocabularySize);

        decoder.Backward(slopes);

        Assert.Equal(vectors.Loss, loss, 1e-5);
        foreach (var (tensor, expected) in vectors.Gradients)
        {
            ReadOnlySpan<float> actual = decoder.Gradients[tensor];
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }

    private sealed record Vectors(
        ParameterSet Parameters, PackedBatch Batch, int[] Targets, float[] Logits, double Loss, Dictionary<string, float[]> Gradients)
    {
        public static Vectors Read(string name)
        {
            using Stream stream = typeof(Vectors).Assembly.GetManifestResourceStream($"Extropy.Models.Tests.Decoding.Vectors.{name}.json")!; // a file of this project
            using JsonDocument document = JsonDocument.Parse(stream);
            JsonElement root = document.RootElement;
            int[][] sequences = [.. root.GetProperty("sequences").EnumerateArray().Select(s => s.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
            int[] starts = [0, .. sequences.Select((_, b) => sequences.Take(b + 1).Sum(s => s.Length - 1))];
            return new(
                Weights(Config(root.GetProperty("config"))),
                new(sequences.SelectMany(s => s[..^1]).ToArray(), starts),
                [.. sequences.SelectMany(s => s[1..])],
                Floats(root.GetProperty("logits")),
                root.GetProperty("loss").GetDouble(),
                root.GetProperty("gradients").EnumerateObject().ToDictionary(tensor => tensor.Name, tensor => Floats(tensor.Value)));
        }

        private static DecoderConfig Config(JsonElement config) => new()
        {
            VocabularySize = config.GetProperty("vocab_size").GetInt32(),
            Width = config.GetProperty("hidden_size").GetInt32(),
            Layers = config.GetProperty("num_hidden_layers").GetInt32(),
            Heads = config.GetProperty("num_attention_heads").GetInt32(),
            KeyValueHeads = config.GetProperty("num_key_value_heads").GetInt32(),
            HeadSize = config.GetProperty("head_dim").GetInt32(),
            HiddenSize = config.GetProperty("intermediate_size").GetInt32(),
            ContextLength = config.GetProperty("max_position_embeddings").GetInt32(),
            RopeBase = config.GetProperty("rope_theta").GetDouble(),
            NormEpsilon = config.GetProperty("rms_norm_eps").GetDouble(),
            TieEmbeddings = config.GetProperty("tie_word_embeddings").GetBoolean(),
        };

        private static ParameterSet Weights(DecoderConfig config)
        {
            ParameterSet parameters = ParameterSet.Zeros(config);
            foreach (ParameterTensor tensor in parameters.Tensors)
            {
                Span<float> values = parameters[tensor.Name];
                for (int i = 0; i < values.Length; i++)
                {
                    double number = Scrambled((uint)(tensor.Offset + i));
                    values[i] = (float)(tensor.Shape.Length == 1 ? 1 + number : 0.8 * number);
                }
            }

            return parameters;
        }

        private static double Scrambled(uint place)
        {
            uint bits = unchecked(place * 2654435761u + 12345u);
            bits ^= bits >> 15;
            bits = unchecked(bits * 2246822519u);
            bits ^= bits >> 13;
            return bits / 4294967296.0 - 0.5;
        }

        private static float[] Floats(JsonElement text) => MemoryMarshal.Cast<byte, float>(text.GetBytesFromBase64()).ToArray();
    }
}
