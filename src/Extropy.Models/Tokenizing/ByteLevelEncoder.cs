using System.Text;
using Extropy.Core.Errors;
using Microsoft.ML.Tokenizers;

namespace Extropy.Models.Tokenizing;

/// <summary>Byte-pair encoding over bytes, as in Llama 3, Qwen and SmolLM. Text never makes a special token. Source: Sennrich et al. 2016, section 3.2.</summary>
internal sealed class ByteLevelEncoder : ITextEncoder
{
    private readonly BpeTokenizer _merger;
    private readonly TextSplitter _splitter;
    private readonly IReadOnlyDictionary<string, int> _vocabulary;
    private readonly bool _takesWholePieces, _composes;

    /// <param name="definition">The vocabulary and its rules.</param>
    /// <param name="splitter">Cuts text into pieces.</param>
    /// <exception cref="BadInputException">A byte has no token of its own, so some text could not be encoded.</exception>
    public ByteLevelEncoder(TokenizerDefinition definition, TextSplitter splitter)
    {
        _vocabulary = definition.Vocabulary;
        for (int value = 0; value < 256; value++)
        {
            if (!_vocabulary.ContainsKey(ByteAlphabet.Letter((byte)value).ToString()))
                throw new BadInputException($"{definition.Path} has no token for the byte {value}, so it is no byte-level vocabulary.");
        }

        (_splitter, _takesWholePieces, _composes) = (splitter, definition.TakesWholePieces, definition.Composes);
        _merger = BpeTokenizer.Create(new BpeOptions(definition.Vocabulary) { Merges = definition.Merges });
        Bytes = new byte[]?[definition.Tokens];
        foreach (var (token, id) in _vocabulary) Bytes[id] = ByteAlphabet.Bytes(token);
        foreach (var (token, id) in definition.Added) Bytes[id] = Encoding.UTF8.GetBytes(token);
    }

    /// <inheritdoc/>
    public byte[]?[] Bytes { get; }

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // half a surrogate pair becomes the replacement character
        if (_composes) text = text.Normalize(NormalizationForm.FormC);
        var ids = new List<int>();
        foreach (Range piece in _splitter.Split(text))
        {
            string spelled = ByteAlphabet.Spell(text.AsSpan(piece));
            if (_takesWholePieces && _vocabulary.TryGetValue(spelled, out int whole)) ids.Add(whole);
            else ids.AddRange(_merger.EncodeToIds(spelled, considerPreTokenization: false, considerNormalization: false));
        }

        return [.. ids];
    }

    /// <inheritdoc/>
    public int[] EncodeNext(string text) => Encode(text);
}
