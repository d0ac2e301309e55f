using Extropy.Core.Chance;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Tests.Doubles;

/// <summary>The smallest model behind the trainer's contract: logits are a row of a V × V table, looked up by the last token.</summary>
internal sealed class BigramDecoder : ITrainableDecoder
{
    private readonly List<int> _tokens = [];
    private readonly int _vocabulary;

    public BigramDecoder(int vocabulary, long seed)
    {
        _vocabulary = vocabulary;
        Config = new DecoderConfig
        {
            VocabularySize = vocabulary, Width = 32, Layers = 1, Heads = 1, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 32, ContextLength = 640,
        };
        Parameters = ParameterSet.Zeros(Config);
        Gradients = ParameterSet.Zeros(Config);
        Draws draws = RandomStream.FromSeed(seed).At(0);
        foreach (ref float value in Table(Parameters)) value = (float)(0.1 * draws.NextGaussian());
    }

    public DecoderConfig Config { get; }

    public ParameterSet Parameters { get; }

    public ParameterSet Gradients { get; }

    public void Forward(PackedBatch batch, Span<float> logits)
    {
        _tokens.Clear();
        foreach (int token in batch.Tokens.Span) _tokens.Add(token);
        for (int i = 0; i < _tokens.Count; i++)
            Table(Parameters).Slice(_tokens[i] * _vocabulary, _vocabulary).CopyTo(logits[(i * _vocabulary)..]);
    }

    public void Backward(ReadOnlySpan<float> logitGradients)
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            for (int j = 0; j < _vocabulary; j++)
                Table(Gradients)[_tokens[i] * _vocabulary + j] += logitGradients[i * _vocabulary + j];
        }
    }

    public void ZeroGradients() => Gradients.Values.Clear();

    public void ParametersChanged()
    {
    }

    // The table lies over whatever parameters a decoder of this size has.
    private Span<float> Table(ParameterSet set) => set.Values[..(_vocabulary * _vocabulary)];
}
