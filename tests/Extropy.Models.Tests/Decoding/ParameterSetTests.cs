using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Tests.Decoding;

public sealed class ParameterSetTests
{
    [Fact]
    public void Tensors_UntiedConfig_CoverTheBufferInOrder()
    {
        ParameterSet set = ParameterSet.Zeros(Decoders.Small);

        int end = 0;
        foreach (ParameterTensor tensor in set.Tensors)
        {
            Assert.Equal(end, tensor.Offset);
            end += tensor.Length;
        }

        Assert.Equal(set.Values.Length, end);
        Assert.Equal(Decoders.Small.ParameterCount, end);
        Assert.Equal([64, 128], set.Tensor("model.layers.1.self_attn.o_proj.weight").Shape);
        Assert.Equal("lm_head.weight", set.Tensors[^1].Name);
        Assert.Throws<KeyNotFoundException>(() => ParameterSet.Zeros(Decoders.Tiny).Tensor("lm_head.weight"));
        Assert.Equal(Decoders.Tiny.ParameterCount, ParameterSet.Zeros(Decoders.Tiny).Values.Length);
    }

    [Fact]
    public void Initialise_SameStream_GivesTheSameNormalNumbers()
    {
        ParameterSet set = ParameterSet.Initialise(Decoders.Small, RandomStream.FromSeed(7));
        float[] gates = set["model.layers.0.mlp.gate_proj.weight"].ToArray(), down = set["model.layers.0.mlp.down_proj.weight"].ToArray();

        Assert.Equal(set.Values.ToArray(), ParameterSet.Initialise(Decoders.Small, RandomStream.FromSeed(7)).Values.ToArray());
        Assert.NotEqual(set.Values.ToArray(), ParameterSet.Initialise(Decoders.Small, RandomStream.FromSeed(8)).Values.ToArray());
        Assert.Equal(0, gates.Average(), 0.001);
        Assert.Equal(0.02, Math.Sqrt(gates.Average(value => value * value)), 0.001);
        Assert.Equal(0.01, Math.Sqrt(down.Average(value => value * value)), 0.0005); // two layers: divided by √4
        Assert.All(set["model.norm.weight"].ToArray(), gain => Assert.Equal(1, gain));
    }

    [Fact]
    public void Validate_ImpossibleShape_NamesAllFaults()
    {
        var error = Assert.Throws<BadInputException>(() => (Decoders.Small with { Width = 40, Heads = 3, Layers = 0 }).Validate());

        Assert.Contains("Width is 40; it must be a positive multiple of 32", error.Message, StringComparison.Ordinal);
        Assert.Contains("Heads is 3; it must be a multiple of KeyValueHeads, 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Layers is 0; it must be at least 1", error.Message, StringComparison.Ordinal);
    }
}
