using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>Words are numbers; 0 begins, 1 ends a step, 2 ends the answer, and none of these three can be written in a text.</summary>
internal sealed class ToyCodec(int size) : ITokenCodec
{
    public string Name => "toy/1";

    public int VocabularySize => size;

    public int StepEnd => 1;

    public int AnswerEnd => 2;

    public ImmutableArray<int> Encode(Prompt prompt) => TryEncodeStep(prompt.Text, out int[]? ids) ? [0, .. ids] : throw new FormatException();

    public bool TryEncodeStep(string text, [NotNullWhen(true)] out int[]? ids)
    {
        var found = new List<int>();
        ids = null;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, CultureInfo.InvariantCulture, out int id) || id < 3 || id >= size) return false;
            found.Add(id);
        }

        ids = [.. found];
        return true;
    }

    public string DecodeStep(ReadOnlySpan<int> ids)
    {
        var words = new List<string>();
        foreach (int id in ids) words.Add(id is >= 3 && id < size ? id.ToString(CultureInfo.InvariantCulture) : $"<{id}>");
        return string.Join(' ', words);
    }
}
