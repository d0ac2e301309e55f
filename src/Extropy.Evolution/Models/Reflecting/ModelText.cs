using System.Globalization;
using System.Text;

namespace Extropy.Evolution.Models.Reflecting;

/// <summary>Makes what a model wrote fit to be kept, shown and put into later prompts: bounded, and without characters that are not seen.</summary>
internal static class ModelText
{
    private const string Ellipsis = "…";

    /// <summary>Several lines: control and format characters go, tabs become spaces, half pairs the replacement sign; at most one empty line in a row.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="longest">Most UTF-16 units of the result; what is cut ends in an ellipsis.</param>
    public static string Block(string text, int longest)
    {
        var clean = new StringBuilder();
        int breaks = 2; // none at the beginning
        foreach (Rune rune in EditableBlock.LineFeeds(text).EnumerateRunes()) // a lone surrogate is enumerated as the replacement character
        {
            if (rune.Value == '\n')
            {
                if (breaks < 2) clean.Append('\n');
                breaks++;
            }
            else if (rune.Value == '\t')
            {
                clean.Append(' ');
            }
            else if (IsSeen(rune))
            {
                clean.Append(rune);
                if (!Rune.IsWhiteSpace(rune)) breaks = 0;
            }

            if (clean.Length > 2 * (longest + 1)) break; // whatever is trimmed from here on, it is too long
        }

        return Cut(clean.ToString().Trim(), longest);
    }

    /// <summary>One line: whatever is space becomes one space.</summary>
    /// <inheritdoc cref="Block"/>
    public static string Line(string text, int longest) =>
        Cut(string.Join(' ', Block(text, text.Length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), longest);

    /// <summary>The text without the fence that some models put around a whole answer.</summary>
    public static string Unfenced(string text)
    {
        string trimmed = EditableBlock.LineFeeds(text).Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("\n```", StringComparison.Ordinal)) return trimmed;
        int first = trimmed.IndexOf('\n', StringComparison.Ordinal);
        return first >= trimmed.Length - 4 ? "" : trimmed[(first + 1)..^4];
    }

    private static bool IsSeen(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        int end = longest - Ellipsis.Length;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), Ellipsis);
    }
}
