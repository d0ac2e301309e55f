namespace Extropy.Evolution.Models;

/// <summary>What a model edits.</summary>
/// <param name="Name">Also the word after the opening fence of a code block: <c>csharp</c>, <c>python</c>, <c>json</c>.</param>
/// <param name="Title">As a prompt calls it.</param>
/// <param name="Comment">What begins a comment to the end of the line; null where there are none, and then the whole text is editable.</param>
public sealed record ProgramLanguage(string Name, string Title, string? Comment)
{
    /// <summary>C# source.</summary>
    public static ProgramLanguage CSharp { get; } = new("csharp", "C# program", "//");

    /// <summary>Python source.</summary>
    public static ProgramLanguage Python { get; } = new("python", "Python program", "#");

    /// <summary>The printed genome of the construction language.</summary>
    public static ProgramLanguage Genome { get; } = new("json", "genome", null);

    /// <summary>The line after which a program may be edited.</summary>
    public string StartMarker => $"{Comment} >>> editable";

    /// <summary>The line before which it may be edited.</summary>
    public string EndMarker => $"{Comment} <<< editable";
}
