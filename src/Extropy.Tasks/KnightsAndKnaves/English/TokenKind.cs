namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Kinds of <see cref="Token"/>.</summary>
internal enum TokenKind
{
    /// <summary>Letters, digits, and apostrophes or hyphens between them.</summary>
    Word,

    /// <summary>A quotation mark of any shape.</summary>
    Quote,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>A colon.</summary>
    Colon,

    /// <summary>The end of a sentence: full stop, exclamation mark, semicolon, or a blank line.</summary>
    Stop,

    /// <summary>A question mark.</summary>
    Question,

    /// <summary>Any other mark.</summary>
    Other,

    /// <summary>The end of the text.</summary>
    End,
}
