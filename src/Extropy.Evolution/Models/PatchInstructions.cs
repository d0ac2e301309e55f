using System.Collections.Immutable;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Models;

/// <summary>What a model is told to do for each kind of patch. Nothing here depends on the problem, and no kind is given hints that others lack.</summary>
internal static class PatchInstructions
{
    /// <summary>Ways to ask for a rewrite; one is drawn.</summary>
    public static ImmutableArray<string> Rewrites { get; } =
    [
        "Write the editable block anew so that the score rises. Keep what earns its place and replace what does not.",
        "Solve the task with an algorithm of another family than the current one. State to yourself what the current program relies on, and do without it.",
        "Find the step at which the current program loses most of the score that is still to be had, and rewrite the block around a better answer to that step.",
        "Keep the idea of the current program and change how it is organised: other stages, another order of decisions, another representation of a partial solution.",
        "Keep the structure of the current program and choose its constants, schedules and budgets anew, with a reason for each from what the scores show.",
    ];

    /// <summary>What to do.</summary>
    /// <param name="kind">The kind of patch.</param>
    /// <param name="rewrite">Which of <see cref="Rewrites"/> is meant, for <see cref="PatchKind.Full"/>.</param>
    public static string Of(PatchKind kind, int rewrite) => kind switch
    {
        PatchKind.Diff => "Improve the current program by a few local changes. Make the change you expect most from, and leave alone what works.",
        PatchKind.Full => Rewrites[rewrite],
        PatchKind.Ablate =>
            "The search may be caught in a local optimum. Name to yourself the one element of the current program that holds it there, take that element out "
            + "altogether, and commit to a class of algorithms that is not on the list of earlier attempts. A lower score at first is acceptable; a variation of "
            + "something on the list is not.",
        PatchKind.Combine =>
            "Keep the skeleton of the current program. From each of the other programs take exactly one device that the current program lacks and that fits its "
            + "skeleton, and build it in. Resolve conflicts in favour of the skeleton.",
        PatchKind.Translocate =>
            "Take exactly one device from the other program and put it in the place of the corresponding piece of the current program. Change nothing else but "
            + "what that device needs to run.",
        PatchKind.Cross =>
            "Make one program out of the two: the first stages of one and the last stages of the other, joined where a result of the one is what the other "
            + "starts from. The result must be a whole, not an alternation.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A start is not asked from a model."),
    };

    /// <summary>How to write the answer.</summary>
    public static string Form(PatchKind kind, ProgramLanguage language)
    {
        string note = $"Begin with one line '{PatchReader.NoteTag} ' and, in a few words, what is new.";
        string bounds = language.Comment is null
            ? "The whole text may be changed."
            : $"Only the lines between '{language.StartMarker}' and '{language.EndMarker}' may be changed; the marker lines stay as they are.";
        string form = PatchReader.IsEdits(kind)
            ? $"""
                Then write one or more edits, each in exactly this form, every tag alone on its line:
                {EditReader.SearchTag}
                lines of the current program, copied exactly with their indentation; together they must occur in the editable block exactly once
                {EditReader.MiddleTag}
                the lines that take their place
                {EditReader.ReplaceTag}
                Edits are made in the order given. No code outside edits is read.
                """
            : $"""
                Then write exactly one code block, opened by a line '```{language.Name}' and closed by a line '```', with the complete new text of the editable block.
                """;
        return $"{note} {bounds}\n{form}";
    }
}
