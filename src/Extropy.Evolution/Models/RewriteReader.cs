using Extropy.Core.Outcomes;

namespace Extropy.Evolution.Models;

/// <summary>
/// Reads a rewrite from a model's answer: exactly one fenced code block, with the new text of the editable block, or with the whole program where nothing
/// outside the editable block is changed.
/// </summary>
internal static class RewriteReader
{
    private const string Fence = "```";

    /// <summary>The new text of the block, or what is wrong in one sentence.</summary>
    /// <param name="answer">The answer, with line feeds.</param>
    /// <param name="block">The parent's block.</param>
    /// <param name="language">What is written.</param>
    public static Outcome<string> Read(string answer, EditableBlock block, ProgramLanguage language) =>
        Fenced(answer, language).Then<string>(code => EditableBlock.HoldsMarker(code, language) ? Inside(code, block, language) : code);

    private static Outcome<string> Fenced(string answer, ProgramLanguage language)
    {
        string[] lines = answer.Split('\n');
        int[] fences = [.. Enumerable.Range(0, lines.Length).Where(number => lines[number].StartsWith(Fence, StringComparison.Ordinal))];
        if (fences.Length == 0) return Fault($"There is no code block: a line '{Fence}{language.Name}', the code, a line '{Fence}'.");
        if (fences.Length == 1) return Fault($"The code block does not end: the line '{Fence}' is missing.");
        if (fences.Length > 2) return Fault("There is more than one code block; the answer has exactly one.");
        if (lines[fences[1]].TrimEnd() != Fence) return Fault($"The code block does not end with a line '{Fence}'.");
        string code = string.Join('\n', lines[(fences[0] + 1)..fences[1]]);
        return string.IsNullOrWhiteSpace(code) ? Fault("The code block is empty.") : code;
    }

    /// <summary>A whole program was written: what is outside the block must be as it was, but for space at the ends of lines and of the text.</summary>
    private static Outcome<string> Inside(string code, EditableBlock block, ProgramLanguage language) =>
        EditableBlock.Find(code, language).Then<string>(written =>
            IsSame(written.Before, block.Before) && IsSame(written.After, block.After)
                ? written.Text
                : Fault("The code block changes the program outside the editable block; write only the lines between the markers."));

    private static bool IsSame(string left, string right) => Bare(left).SequenceEqual(Bare(right));

    private static IEnumerable<string> Bare(string text) => text.Trim().Split('\n').Select(line => line.TrimEnd());

    private static Failure Fault(string reason) => new(FailureKind.Invalid, reason);
}
