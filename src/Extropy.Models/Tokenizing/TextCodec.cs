using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tokenizing;

/// <summary>
/// Plain text in a vocabulary of subwords. A step is a paragraph: it ends with the token that completes a blank line after its first visible
/// character. The answer ends with any of the model's end tokens.
/// </summary>
/// <remarks>
/// A prompt is encoded as it stands, with the model's begin token and a blank line after it; no chat template is applied. Tokens such as
/// ".\n\n" carry words and the end at once, so a step keeps its ids as they were written. Text decoded is the UTF-8 of the tokens' bytes, broken
/// characters replaced, white space around the step removed. Special tokens are never made from text; drawn, they appear by their name.
/// </remarks>
public sealed class TextCodec : ITokenCodec
{
    private const string Separator = "\n\n";

    private readonly ITextEncoder _encoder;
    private readonly int? _begin;
    private readonly ImmutableArray<int> _ends;
    private readonly int[] _separator;
    private readonly bool[] _isVisible;

    internal TextCodec(string name, int vocabularySize, ITextEncoder encoder, int? begin, ImmutableArray<int> ends)
    {
        (Name, VocabularySize, _encoder, _begin, _ends) = (name, vocabularySize, encoder, begin, ends);
        _separator = encoder.EncodeNext(Separator);
        StepEnd = _separator.Length == 1 ? _separator[0] : -1;
        _isVisible = [.. encoder.Bytes.Select(bytes => bytes is not null && bytes.AsSpan().ContainsAnyExcept(" \t\r\n"u8))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public int StepEnd { get; }

    /// <inheritdoc/>
    public int AnswerEnd => _ends[0];

    /// <inheritdoc/>
    public ImmutableArray<int> Encode(Prompt prompt)
    {
        int[] ids = Guarded(() => _encoder.Encode(prompt.Text + (prompt.Text.EndsWith(Separator, StringComparison.Ordinal) ? "" : Separator)));
        return _begin is { } begin ? [begin, .. ids] : [.. ids];
    }

    /// <inheritdoc/>
    public bool TryEncodeStep(string text, [NotNullWhen(true)] out int[]? ids)
    {
        ids = Guarded(() => _encoder.EncodeNext(text));
        return true;
    }

    /// <inheritdoc/>
    public string DecodeStep(ReadOnlySpan<int> ids) => Text(ids).Trim();

    /// <inheritdoc/>
    public StepEnding EndingOf(ReadOnlySpan<int> ids)
    {
        if (ids.IsEmpty) return StepEnding.None;
        if (_ends.Contains(ids[^1])) return StepEnding.Answer;
        return EndsWithBlankLine(ids) && HasWords(ids) ? StepEnding.Step : StepEnding.None;
    }

    /// <inheritdoc/>
    public void AppendClosed(ReadOnlySpan<int> ids, bool endsAnswer, List<int> row)
    {
        StepEnding ending = EndingOf(ids);
        if (ending == StepEnding.Answer)
        {
            ids = ids[..^1];
            ending = EndingOf(ids);
        }

        if (endsAnswer)
        {
            row.AddRange(ids);
            row.Add(AnswerEnd);
            return;
        }

        if (ending == StepEnding.Step) row.AddRange(ids);
        else row.AddRange(WithSeparator(ids));
    }

    /// <inheritdoc/>
    public string DecodeClosed(ReadOnlySpan<int> ids) => DecodeStep(EndingOf(ids) == StepEnding.Answer ? ids[..^1] : ids);

    // As the model would have written it, where the ids are those that it would have written; else the blank line after them.
    private int[] WithSeparator(ReadOnlySpan<int> ids)
    {
        string text = Text(ids);
        bool isCanonical = TryEncodeStep(text, out int[]? again) && ids.SequenceEqual(again);
        if (isCanonical && TryEncodeStep(text + Separator, out int[]? together) && EndsOnlyAtItsEnd(together)) return together;
        return [.. ids, .. _separator];
    }

    private bool EndsOnlyAtItsEnd(ReadOnlySpan<int> ids)
    {
        int end = 1;
        while (end < ids.Length && EndingOf(ids[..end]) == StepEnding.None) end++;
        return end == ids.Length && EndingOf(ids) == StepEnding.Step;
    }

    private bool EndsWithBlankLine(ReadOnlySpan<int> ids)
    {
        int breaks = 0;
        for (int i = ids.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<byte> bytes = BytesOf(ids[i]);
            for (int j = bytes.Length - 1; j >= 0; j--)
            {
                if (bytes[j] != (byte)'\n') return false;
                if (++breaks == Separator.Length) return true;
            }
        }

        return false;
    }

    private bool HasWords(ReadOnlySpan<int> ids)
    {
        foreach (int id in ids)
            if ((uint)id >= (uint)_isVisible.Length || _isVisible[id]) return true;
        return false;
    }

    private string Text(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>();
        foreach (int id in ids) bytes.AddRange(BytesOf(id));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private byte[] BytesOf(int id) => (uint)id < (uint)_encoder.Bytes.Length && _encoder.Bytes[id] is { } bytes
        ? bytes : Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<{id}>"));

    private int[] Guarded(Func<int[]> encode)
    {
        try
        {
            return encode();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new BadInputException($"A rule of the tokenizer '{Name}' took longer than {TextSplitter.MostTime.TotalSeconds} s for one text.");
        }
    }
}
