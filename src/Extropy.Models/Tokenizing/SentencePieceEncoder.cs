using System.Globalization;
using System.Text;
using Extropy.Core.Errors;
using Microsoft.ML.Tokenizers;

namespace Extropy.Models.Tokenizing;

/// <summary>A SentencePiece model (<c>tokenizer.model</c>), as in Llama 2 and Gemma. Source: Kudo and Richardson 2018.</summary>
internal sealed class SentencePieceEncoder : ITextEncoder
{
    private const char Space = '\u2581'; // how SentencePiece writes a space

    private readonly SentencePieceTokenizer _pieces;
    private readonly int[] _lineStart;

    private SentencePieceEncoder(SentencePieceTokenizer pieces)
    {
        _pieces = pieces;
        Bytes = new byte[]?[pieces.Vocabulary.Values.Append(-1).Max() + 1];
        foreach (var (piece, id) in pieces.Vocabulary) Bytes[id] = BytesOf(piece);
        _lineStart = pieces.AddDummyPrefix ? Encode("\n") : [];
    }

    /// <inheritdoc/>
    public byte[]?[] Bytes { get; }

    /// <summary>Opens a model.</summary>
    /// <exception cref="BadInputException">No SentencePiece model, or of a kind that is not read.</exception>
    public static SentencePieceEncoder Open(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return new(SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false));
        }
        catch (Exception error) when (error is not OutOfMemoryException) // the file is a stranger's, and its reader throws many kinds
        {
            throw new BadInputException($"{file} is no SentencePiece model that can be read ({error.Message.TrimEnd('.')}).");
        }
    }

    /// <inheritdoc/>
    public int[] Encode(string text) => [.. _pieces.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false)];

    /// <inheritdoc/>
    /// <remarks>A model that puts a space before every text would put one before every step: it is given a line break first, which is taken off again.</remarks>
    public int[] EncodeNext(string text)
    {
        if (_lineStart.Length == 0) return Encode(text);
        int[] ids = Encode("\n" + text);
        return ids.AsSpan().StartsWith(_lineStart) ? ids[_lineStart.Length..] : Encode(text);
    }

    // <0x0A> is a byte; anything else is text.
    private static byte[] BytesOf(string piece) =>
        piece.Length == 6 && piece.StartsWith("<0x", StringComparison.Ordinal) && piece[5] == '>'
        && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte value)
            ? [value] : Encoding.UTF8.GetBytes(piece.Replace(Space, ' '));
}
