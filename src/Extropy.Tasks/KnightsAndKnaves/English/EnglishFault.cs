namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Where an English text cannot be read, and what would be right there.</summary>
/// <param name="Position">Index of the character, from 0; −1 when there is no fault.</param>
/// <param name="Expected">What was expected there, as the end of "expected …".</param>
public readonly record struct EnglishFault(int Position, string Expected)
{
    /// <summary>No fault.</summary>
    public static EnglishFault None { get; } = new(-1, "");
}
