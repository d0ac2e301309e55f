namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>Reads the paragraphs of one dialect. Thread-safe and pure; never throws and never hangs, whatever the text.</summary>
public interface IParagraphReader
{
    /// <summary>What a paragraph claims, or null when it makes no claim in this dialect.</summary>
    /// <param name="text">Anything.</param>
    KkParagraph? Read(string text);
}
