namespace Extropy.Evolution.Candidates;

/// <summary>One named text of a candidate: a source file, a genome, or a layout.</summary>
/// <param name="Name">Distinct within a candidate. For files a relative path with forward slashes.</param>
/// <param name="Text">The whole text. Nothing is promised about it: a model may have written it.</param>
public sealed record Part(string Name, string Text)
{
    /// <summary>Name of the only part where the candidate is a layout itself: JSON rows of numbers, in their shortest form that reads back to the same bits.</summary>
    public const string Layout = "layout";

    /// <summary>Name of the only part where the candidate is a genome of the construction language: JSON steps.</summary>
    public const string Genome = "genome";
}
