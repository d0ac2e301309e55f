using System.Collections.Immutable;
using System.Globalization;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Finds out who lives on the island.</summary>
internal static class Inhabitants
{
    private static readonly string[] SpeechVerbs =
        ["says", "said", "tells", "told", "claims", "claimed", "states", "stated", "declares", "declared", "remarks", "remarked", "asserts", "asserted"];

    private static readonly string[] NoNames = ["It", "This", "That", "Who", "He", "She", "They", "I", "One", "Everyone", "Nobody", "If"];

    /// <summary>The names after "You meet 3 inhabitants:", or null when the text has no such list.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="next">Index of the first token after the list.</param>
    /// <param name="fault">Set when the list contradicts its own number.</param>
    public static ImmutableArray<string>? Listed(List<Token> tokens, out int next, ref EnglishFault fault)
    {
        next = 0;
        int meet = tokens.FindIndex(token => token.Is("meet") || token.Is("met") || token.Is("encounter"));
        if (meet < 0) return null;
        int end = tokens.FindIndex(meet, token => token.Kind is TokenKind.Stop or TokenKind.Question or TokenKind.End);
        int colon = tokens.FindIndex(meet, end - meet, token => token.Kind == TokenKind.Colon);
        int start = colon >= 0 ? colon + 1 : tokens.FindIndex(meet + 1, end - meet - 1, token => char.IsUpper(token.Text[0]));
        if (start < 0) return null;

        ImmutableArray<string> names = Split(tokens, start, end);
        next = Math.Min(end + 1, tokens.Count - 1);
        int number = tokens.FindIndex(meet, start - meet, token => char.IsDigit(token.Text[0]));
        if (number >= 0 && int.TryParse(tokens[number].Text, CultureInfo.InvariantCulture, out int count) && count != names.Length)
        {
            fault = new(tokens[number].Start, $"a list of {count} names; found {names.Length}");
            return null;
        }

        return names;
    }

    /// <summary>Without a list: whoever speaks or is spoken of, in order of appearance.</summary>
    public static ImmutableArray<string> Speaking(List<Token> tokens)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            Token word = tokens[i], after = tokens[i + 1];
            bool isNamed = word.Kind == TokenKind.Word && char.IsUpper(word.Text[0]) && !NoNames.Contains(word.Text);
            bool isActing = after.Is("is") || SpeechVerbs.Any(after.Is) || after.Kind == TokenKind.Colon || (i > 0 && SpeechVerbs.Any(tokens[i - 1].Is));
            if (isNamed && isActing && !names.Contains(word.Text)) names.Add(word.Text);
        }

        return names.ToImmutable();
    }

    private static ImmutableArray<string> Split(List<Token> tokens, int start, int end)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        List<string> words = [];
        for (int i = start; i <= end; i++)
        {
            bool isWord = i < end && tokens[i].Kind == TokenKind.Word && !tokens[i].Is("and");
            if (isWord) words.Add(tokens[i].Text);
            if (isWord || words.Count == 0) continue;
            names.Add(string.Join(' ', words));
            words.Clear();
        }

        return names.ToImmutable();
    }
}
