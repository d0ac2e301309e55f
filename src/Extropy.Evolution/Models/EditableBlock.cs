using Extropy.Core.Outcomes;

namespace Extropy.Evolution.Models;

/// <summary>
/// The one part of a program that may be edited: the lines between its markers, each of which stands alone on its line, once. In a language without
/// comments it is everything.
/// </summary>
/// <param name="Before">Everything up to and with the start marker's line.</param>
/// <param name="Text">The lines between the markers, without the last line break.</param>
/// <param name="After">The end marker's line and everything after it.</param>
internal sealed record EditableBlock(string Before, string Text, string After)
{
    /// <summary>Finds the block. Line ends are taken as line feeds.</summary>
    public static Outcome<EditableBlock> Find(string program, ProgramLanguage language)
    {
        string text = LineFeeds(program);
        if (language.Comment is null) return new EditableBlock("", text, "");

        string[] lines = text.Split('\n');
        int[] starts = Lines(lines, language.StartMarker), ends = Lines(lines, language.EndMarker);
        if (starts.Length != 1 || ends.Length != 1 || starts[0] > ends[0])
            return new Failure(FailureKind.Invalid, $"A program has one line '{language.StartMarker}' and after it one line '{language.EndMarker}'.");
        return new EditableBlock(
            string.Concat(lines[..(starts[0] + 1)].Select(line => line + "\n")),
            string.Join('\n', lines[(starts[0] + 1)..ends[0]]),
            (ends[0] == starts[0] + 1 ? "" : "\n") + string.Join('\n', lines[ends[0]..]));
    }

    /// <summary>The program with another text in the block.</summary>
    public string With(string text)
    {
        string glue = After.Length > 0 && After[0] != '\n' && text.Length > 0 ? "\n" : "";
        string tail = After.Length > 0 && After[0] == '\n' && text.Length == 0 ? After[1..] : After;
        return Before + text + glue + tail;
    }

    /// <summary>True where a text holds a marker's line: an edit must not move the bounds.</summary>
    public static bool HoldsMarker(string text, ProgramLanguage language)
    {
        if (language.Comment is null) return false;
        string[] lines = text.Split('\n');
        return Lines(lines, language.StartMarker).Length + Lines(lines, language.EndMarker).Length > 0;
    }

    /// <summary>The text with every line end as a line feed.</summary>
    public static string LineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static int[] Lines(string[] lines, string marker) =>
        [.. Enumerable.Range(0, lines.Length).Where(number => lines[number].Trim() == marker)];
}
