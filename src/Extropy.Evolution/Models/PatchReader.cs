using System.Globalization;
using Extropy.Core.Outcomes;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Models;

/// <summary>
/// Turns a model's answer into a new program, strictly: what is not exactly in the form asked for is refused with one sentence that tells the model what to
/// mend. Only the editable block changes. Nothing is run.
/// </summary>
internal static class PatchReader
{
    public const string NoteTag = "NOTE:";

    private const int LongestNote = 120;

    /// <summary>True for the kind that is written as edits; all others are rewrites.</summary>
    public static bool IsEdits(PatchKind kind) => kind == PatchKind.Diff;

    /// <summary>The new program, or what is wrong in one sentence.</summary>
    /// <param name="answer">What the model wrote.</param>
    /// <param name="program">The parent's text.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="kind">How it was to be changed.</param>
    /// <param name="longest">Most characters of a program.</param>
    public static Outcome<string> Read(string answer, string program, ProgramLanguage language, PatchKind kind, int longest)
    {
        string said = EditableBlock.LineFeeds(answer);
        return EditableBlock.Find(program, language).Then<string>(block => Change(said, block, language, kind).Then<string>(text =>
        {
            string patched = block.With(text);
            if (patched.Length > longest)
                return new Failure(FailureKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"The program would have {patched.Length} characters; {longest} are allowed."));
            if (string.Equals(text, block.Text, StringComparison.Ordinal)) return new Failure(FailureKind.Invalid, "The answer changes nothing.");
            return EditableBlock.Find(patched, language).Map(_ => patched); // the bounds are where they were
        }));
    }

    /// <summary>What the model says it did, on one short line; null where it says nothing.</summary>
    public static string? Note(string answer)
    {
        foreach (string line in EditableBlock.LineFeeds(answer).Split('\n'))
        {
            string text = line.Trim().Trim('*').Trim();
            if (!text.StartsWith(NoteTag, StringComparison.OrdinalIgnoreCase)) continue;
            string note = string.Concat(text[NoteTag.Length..].Where(letter => !char.IsControl(letter))).Trim('*', ' ');
            if (note.Length == 0) return null;
            return note.Length <= LongestNote ? note : string.Concat(note.AsSpan(0, LongestNote), "…");
        }

        return null;
    }

    private static Outcome<string> Change(string answer, EditableBlock block, ProgramLanguage language, PatchKind kind) => IsEdits(kind)
        ? EditReader.Read(answer).Then(edits => EditApplication.Make(block, edits, language))
        : RewriteReader.Read(answer, block, language);
}
