namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>A word or mark of an English text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; empty at the end of the text.</param>
/// <param name="Start">Index of its first character.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    /// <summary>Whether this is the given word, in upper or lower case.</summary>
    public bool Is(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The word without a possessive ending: <c>Emma</c> for <c>Emma's</c> and <c>Lucas</c> for <c>Lucas'</c>.</summary>
    public string Owner => Text.EndsWith("'s", StringComparison.Ordinal) ? Text[..^2] : Text.TrimEnd('\'');
}
