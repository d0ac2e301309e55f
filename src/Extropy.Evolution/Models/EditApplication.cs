using System.Globalization;
using Extropy.Core.Outcomes;

namespace Extropy.Evolution.Models;

/// <summary>Makes edits in a block, one after the other, each on what the ones before it left. An edit finds its lines exactly once, or nothing is made.</summary>
internal static class EditApplication
{
    private const int Shown = 60;

    /// <summary>The new text of the block, or what is wrong in one sentence.</summary>
    public static Outcome<string> Make(EditableBlock block, IReadOnlyList<ProgramEdit> edits, ProgramLanguage language)
    {
        string text = block.Text;
        for (int i = 0; i < edits.Count; i++)
        {
            ProgramEdit edit = edits[i];
            if (EditableBlock.HoldsMarker(edit.Search, language) || EditableBlock.HoldsMarker(edit.Replace, language))
                return Fault(i, "touches a marker of the editable block");

            List<int> places = Places(text, edit.Search);
            if (places.Count == 0)
            {
                bool isOutside = Places(block.Before, edit.Search).Count + Places(block.After, edit.Search).Count > 0;
                return Fault(i, isOutside
                    ? $"is outside the editable block: {Quote(edit.Search)} stands only there"
                    : $"searches for {Quote(edit.Search)}, which is not in the editable block line by line");
            }

            if (places.Count > 1)
                return Fault(i, string.Create(CultureInfo.InvariantCulture, $"is ambiguous: {Quote(edit.Search)} stands in the editable block {places.Count} times; search for more lines"));
            text = Replace(text, places[0], edit);
        }

        return text;
    }

    /// <summary>Where whole lines of a text equal the lines searched for; matches may overlap.</summary>
    private static List<int> Places(string text, string search)
    {
        List<int> places = [];
        for (int at = text.IndexOf(search, StringComparison.Ordinal); at >= 0; at = text.IndexOf(search, at + 1, StringComparison.Ordinal))
        {
            bool begins = at == 0 || text[at - 1] == '\n';
            bool ends = at + search.Length == text.Length || text[at + search.Length] == '\n';
            if (begins && ends) places.Add(at);
            if (at + 1 >= text.Length) break;
        }

        return places;
    }

    /// <summary>An empty replacement takes its lines' line break with it.</summary>
    private static string Replace(string text, int at, ProgramEdit edit)
    {
        int end = at + edit.Search.Length;
        if (edit.Replace.Length > 0) return string.Concat(text.AsSpan(0, at), edit.Replace, text.AsSpan(end));
        if (end < text.Length) return string.Concat(text.AsSpan(0, at), text.AsSpan(end + 1));
        return text[..Math.Max(0, at - 1)];
    }

    private static string Quote(string lines)
    {
        string first = lines.Split('\n').First(line => !string.IsNullOrWhiteSpace(line)).Trim();
        return $"'{(first.Length <= Shown ? first : string.Concat(first.AsSpan(0, Shown), "…"))}'";
    }

    private static Failure Fault(int edit, string what) =>
        new(FailureKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"Edit {edit + 1} {what}."));
}
