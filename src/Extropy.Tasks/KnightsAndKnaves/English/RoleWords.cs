namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>What truth-tellers and liars are called in a text. Plurals add an s.</summary>
/// <param name="Knight">One who tells the truth, e.g. <c>knight</c>.</param>
/// <param name="Knave">One who lies, e.g. <c>knave</c>.</param>
internal sealed record RoleWords(string Knight, string Knave)
{
    /// <summary>Knights and knaves.</summary>
    public static RoleWords Default { get; } = new("knight", "knave");

    /// <summary>The role a word names, singular or plural; null for any other word.</summary>
    public bool? Role(Token token)
    {
        if (token.Is(Knight) || token.Is(Knight + "s") || token.Is("truth-teller") || token.Is("truth-tellers")) return true;
        if (token.Is(Knave) || token.Is(Knave + "s") || token.Is("liar") || token.Is("liars")) return false;
        return null;
    }

    /// <summary>The words that a text declares: "Saints always tell the truth, and sinners always lie."</summary>
    public static RoleWords Declared(List<Token> tokens)
    {
        string? knight = null, knave = null;
        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            if (!tokens[i + 1].Is("always") || tokens[i].Kind != TokenKind.Word || !tokens[i].Text.EndsWith('s')) continue;
            string singular = tokens[i].Text[..^1].ToLowerInvariant();
            if (tokens[i + 2].Is("tell") || tokens[i + 2].Is("speak")) knight ??= singular;
            else if (tokens[i + 2].Is("lie")) knave ??= singular;
        }

        return knight is null || knave is null || knight == knave ? Default : new(knight, knave);
    }
}
