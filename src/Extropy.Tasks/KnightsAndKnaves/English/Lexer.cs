namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Cuts an English text into words and marks; the last token is <see cref="TokenKind.End"/>.</summary>
internal static class Lexer
{
    private static readonly (string Contraction, string Ending, string Meaning)[] Contractions =
        [("isn't", "n't", "not"), ("aren't", "n't", "not"), ("I'm", "'m", "am"), ("it's", "'s", "is")];

    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        bool isQuoted = false; // inside single quotation marks
        int at = 0;
        while (at < text.Length)
        {
            char mark = text[at];
            if (char.IsLetterOrDigit(mark))
            {
                int end = WordEnd(text, at, isQuoted);
                AddWord(tokens, text[at..end].Replace('’', '\''), at);
                at = end;
                continue;
            }

            if (mark is '\'' or '’' or '‘') isQuoted = !isQuoted;
            if (KindOf(text, at) is { } kind) tokens.Add(new(kind, mark.ToString(), at));
            at++;
        }

        tokens.Add(new(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static void AddWord(List<Token> tokens, string word, int at)
    {
        foreach ((string contraction, string ending, string meaning) in Contractions)
        {
            if (!string.Equals(word, contraction, StringComparison.OrdinalIgnoreCase)) continue;
            tokens.Add(new(TokenKind.Word, word[..^ending.Length], at));
            tokens.Add(new(TokenKind.Word, meaning, at + word.Length - ending.Length));
            return;
        }

        tokens.Add(new(TokenKind.Word, word, at));
    }

    /// <summary>The kind of a mark; null for white space that separates nothing but words.</summary>
    private static TokenKind? KindOf(string text, int at) => text[at] switch
    {
        '"' or '“' or '”' or '„' or '«' or '»' or '\'' or '‘' or '’' => TokenKind.Quote,
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        '.' or '!' or ';' => TokenKind.Stop,
        '?' => TokenKind.Question,
        '\n' when at > 0 && text[at - 1] == '\n' => TokenKind.Stop,
        char mark when char.IsWhiteSpace(mark) => null,
        _ => TokenKind.Other,
    };

    private static int WordEnd(string text, int start, bool isQuoted)
    {
        int end = start;
        while (end < text.Length)
        {
            bool isInside = end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]);
            bool isJoint = text[end] is '\'' or '’' or '-';
            if (!char.IsLetterOrDigit(text[end]) && !(isJoint && isInside)) break;
            end++;
        }

        // Lucas' words: a possessive, unless a quotation in single marks may end here
        bool isPossessive = !isQuoted && end < text.Length && text[end] is '\'' or '’' && text[end - 1] is 's' or 'x' or 'z';
        return isPossessive ? end + 1 : end;
    }
}
