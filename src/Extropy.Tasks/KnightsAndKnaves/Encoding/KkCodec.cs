using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>One token per word of the formal dialect.</summary>
/// <remarks>
/// <para>The dialect is made so that a small decoder can learn it. A verdict over k assumptions is a conjunction of k tests, each of which
/// looks up one statement and the roles of the people it mentions; asking for it in one token is what a small network fails at. So the
/// tested style (<see cref="ParagraphStyle.Tested"/>) lists all assumptions first, the questioned one last, and then spells the tests out,
/// <c>P0 OK P1 OK</c>: each verdict token follows the name of the person it is about, needs one statement only, and is supervised by itself.
/// The conclusion (all OK, or the first CONTRA) needs no further computation, and the next paragraph copies the list, adds a person or flips
/// the last role.</para>
/// <para>Control words (padding, begin, the two ends) are ids without text: a step that spells one is refused.</para>
/// </remarks>
public sealed class KkCodec : ITokenCodec
{
    private static readonly FrozenDictionary<string, int> Ids = Words.All
        .Select((word, id) => (word, id))
        .Where(entry => entry.id >= Words.ControlCount)
        .ToFrozenDictionary(entry => entry.word, entry => entry.id, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IdOf =
        Ids.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The codec; it has no state.</summary>
    public static KkCodec Shared { get; } = new();

    /// <summary>The id that fills rows.</summary>
    public static int Pad => Words.All.IndexOf(Words.Pad);

    /// <inheritdoc/>
    public string Name => "knights-and-knaves/1";

    /// <inheritdoc/>
    public int VocabularySize => Words.All.Length;

    /// <inheritdoc/>
    public int StepEnd => Words.All.IndexOf(Words.Paragraph);

    /// <inheritdoc/>
    public int AnswerEnd => Words.All.IndexOf(Words.End);

    /// <summary>The id of a word.</summary>
    /// <exception cref="ArgumentException">Not a word of the vocabulary.</exception>
    public static int Id(string word)
    {
        int id = Words.All.IndexOf(word);
        return id >= 0 ? id : throw new ArgumentException($"'{word}' is not in the vocabulary.", nameof(word));
    }

    /// <summary>A word of texts as the vocabulary's own string; null for any other.</summary>
    internal static string? WordOf(ReadOnlySpan<char> word) => IdOf.TryGetValue(word, out int id) ? Words.All[id] : null;

    /// <inheritdoc/>
    public ImmutableArray<int> Encode(Prompt prompt)
    {
        var ids = new List<int> { Id(Words.Begin) };
        if (!TryEncode(prompt.Text, ids, out string? unknown))
            throw new BadInputException($"The prompt has the word '{unknown}', which this vocabulary does not know.");
        return [.. ids];
    }

    /// <inheritdoc/>
    public bool TryEncodeStep(string text, [NotNullWhen(true)] out int[]? ids)
    {
        var found = new List<int>();
        ids = TryEncode(text, found, out _) ? [.. found] : null;
        return ids is not null;
    }

    /// <inheritdoc/>
    public string DecodeStep(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            if (text.Length > 0) text.Append(' ');
            if (id >= Words.ControlCount && id < Words.All.Length) text.Append(Words.All[id]);
            else text.Append(CultureInfo.InvariantCulture, $"<{id}>");
        }

        return text.ToString();
    }

    private static bool TryEncode(string text, List<int> ids, out string? unknown)
    {
        unknown = null;
        ReadOnlySpan<char> rest = text;
        foreach (Range word in rest.Split(' '))
        {
            if (rest[word].IsEmpty) continue;
            if (!IdOf.TryGetValue(rest[word], out int id))
            {
                unknown = rest[word].Length <= 32 ? rest[word].ToString() : $"{rest[word][..32]}…";
                return false;
            }

            ids.Add(id);
        }

        return true;
    }
}
