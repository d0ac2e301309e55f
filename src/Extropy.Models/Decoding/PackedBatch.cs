using System.Globalization;

namespace Extropy.Models.Decoding;

/// <summary>Sequences of any lengths, one after another.</summary>
/// <param name="Tokens">Shape [N].</param>
/// <param name="RowStart">Shape [B + 1]: sequence b is Tokens[RowStart[b] … RowStart[b + 1] − 1]; the first entry is 0, the last N.</param>
public readonly record struct PackedBatch(ReadOnlyMemory<int> Tokens, ReadOnlyMemory<int> RowStart)
{
    /// <summary>N, tokens of all sequences.</summary>
    public int TokenCount => Tokens.Length;

    /// <summary>B.</summary>
    public int SequenceCount => Math.Max(0, RowStart.Length - 1);

    /// <summary>Checks that a decoder can read it.</summary>
    /// <param name="config">The decoder's shape.</param>
    /// <exception cref="ArgumentException">The starts do not cut the tokens into sequences of 1 … context length, or a token is unknown.</exception>
    public void Validate(DecoderConfig config)
    {
        ReadOnlySpan<int> starts = RowStart.Span, tokens = Tokens.Span;
        if (starts.Length < 1 || starts[0] != 0 || starts[^1] != tokens.Length)
            throw Fault($"Row starts must run from 0 to {tokens.Length}, the number of tokens.");
        for (int b = 0; b + 1 < starts.Length; b++)
        {
            int length = starts[b + 1] - starts[b];
            if (length < 1 || length > config.ContextLength)
                throw Fault($"Sequence {b} has {length} tokens; a sequence has 1 to {config.ContextLength}.");
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)config.VocabularySize)
                throw Fault($"Token {i} is {tokens[i]}; tokens are 0 to {config.VocabularySize - 1}.");
        }
    }

    private static ArgumentException Fault(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture));
}
