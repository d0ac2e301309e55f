using System.Collections.Immutable;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Finds inhabitants' names among the tokens of a text; a name may have several words.</summary>
internal sealed class NameTable
{
    private readonly string[][] _words;

    public NameTable(ImmutableArray<string> names)
    {
        Names = names;
        _words = [.. names.Select(name => (string[])[.. Lexer.Tokens(name).Where(token => token.Kind == TokenKind.Word).Select(token => token.Text)])];
    }

    public ImmutableArray<string> Names { get; }

    /// <summary>The person whose name begins at a token; the longest name wins.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="at">Index of the token.</param>
    /// <param name="length">Tokens of the name; 0 when there is none.</param>
    /// <returns>The person, or −1.</returns>
    public int Match(List<Token> tokens, int at, out int length)
    {
        length = 0;
        int found = -1;
        for (int person = 0; person < _words.Length; person++)
        {
            string[] words = _words[person];
            if (words.Length <= length || !Begins(tokens, at, words)) continue;
            (found, length) = (person, words.Length);
        }

        return found;
    }

    private static bool Begins(List<Token> tokens, int at, string[] words)
    {
        if (at + words.Length >= tokens.Count) return false; // the last token is the end
        for (int i = 0; i < words.Length; i++)
        {
            Token token = tokens[at + i];
            if (token.Kind != TokenKind.Word) return false;
            if (token.Text != words[i] && !(i == words.Length - 1 && token.Owner == words[i])) return false;
        }

        return true;
    }
}
