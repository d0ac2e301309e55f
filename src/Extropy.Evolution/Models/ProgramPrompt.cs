using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Providers.Calls;

namespace Extropy.Evolution.Models;

/// <summary>
/// The conversation by which a model is asked for a program: the task, perhaps a recommendation, the parent, others from worst to best, what to do, how to write it, and what was wrong
/// with the last attempt. Scores have six decimals, so that small gains are seen. The same request makes the same text.
/// </summary>
internal static class ProgramPrompt
{
    private const int NoteLines = 3;

    public static ImmutableArray<ModelTurn> Of(ProposalRequest request, ProgramTask task, int rewrite, string? recommendation, int longestShown) =>
    [
        new(TurnRole.System, System(task, request.Role, recommendation)),
        new(TurnRole.User, User(request, task, rewrite, longestShown)),
    ];

    /// <summary>A score as programs are shown with it.</summary>
    public static string Score(Evaluation evaluation) => evaluation.IsCorrect
        ? evaluation.Raw.ToString("0.000000", CultureInfo.InvariantCulture)
        : $"not correct ({(evaluation.Failure ?? "no reason given").TrimEnd('.')})";

    /// <summary>A program under a heading, with its score and its metrics.</summary>
    public static void Show(StringBuilder text, string heading, Candidate candidate, ProgramTask task, int longest)
    {
        string code = EditableBlock.LineFeeds(task.TextOf(candidate.Parts));
        bool isWhole = code.Length <= longest;
        text.Append(CultureInfo.InvariantCulture, $"## {heading}\n\nScore: {Score(candidate.Evaluation)}\n");
        foreach ((string name, double value) in candidate.Evaluation.Metrics)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value.ToString("0.000000", CultureInfo.InvariantCulture)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n```{task.Language.Name}\n{(isWhole ? code : code[..longest])}\n```\n");
        if (!isWhole) text.Append("(the rest is left out)\n");
        text.Append('\n');
    }

    /// <summary>What a model is told that it is there for, where prompts do not evolve.</summary>
    public static string Role(ProgramTask task) => $"""
        You improve a {task.Language.Title} by evolution: you are shown programs with their scores and write the next one. It is run as it is, by a machine, without
        your help, and only its score counts.
        """.ReplaceLineEndings("\n");

    private static string System(ProgramTask task, string? role, string? recommendation)
    {
        string text = $"{role ?? Role(task)}\n\nThe task:\n{task.Statement.Trim().ReplaceLineEndings("\n")}";
        return recommendation is null ? text : $"{text}\n\nA recommendation from the notes of this search, to be followed where it fits what you are asked to do:\n{recommendation}";
    }

    private static string User(ProposalRequest request, ProgramTask task, int rewrite, int longestShown)
    {
        Candidate parent = request.Parent ?? throw new ArgumentException("A proposal of this kind has a parent.", nameof(request));
        var text = new StringBuilder();
        string aim = parent.Evaluation.Aim == Problems.Aim.Maximise ? "larger" : "smaller";
        text.Append(CultureInfo.InvariantCulture, $"Scores: {aim} is better.\n\n");
        if (request.Elites.Length > 0) text.Append(CultureInfo.InvariantCulture, $"The best score so far: {Score(request.Elites[0].Evaluation)}\n\n");
        for (int i = 0; i < request.Donors.Length; i++)
            Show(text, string.Create(CultureInfo.InvariantCulture, $"Other program {i + 1} of {request.Donors.Length}"), request.Donors[i], task, longestShown);
        Show(text, "The current program", parent, task, int.MaxValue);
        if (request.Patch == PatchKind.Ablate) Ban(text, request.Banned, task);
        text.Append("## What to do\n\n").Append(PatchInstructions.Of(request.Patch, rewrite)).Append("\n\n");
        text.Append("## How to answer\n\n").Append(PatchInstructions.Form(request.Patch, task.Language).ReplaceLineEndings("\n")).Append('\n');
        if (request.Feedback is { } feedback)
            text.Append("\n## Your last answer could not be used\n\n").Append(feedback).Append("\nAnswer again, in full, without this fault.\n");
        return text.ToString();
    }

    private static void Ban(StringBuilder text, ImmutableArray<Candidate> banned, ProgramTask task)
    {
        if (banned.Length == 0) return;
        text.Append("## Earlier attempts, not to be repeated\n\n");
        foreach (Candidate attempt in banned)
            text.Append(CultureInfo.InvariantCulture, $"- {Score(attempt.Evaluation)}: {attempt.Note ?? Beginning(attempt, task)}\n");
        text.Append('\n');
    }

    private static string Beginning(Candidate candidate, ProgramTask task)
    {
        string block = EditableBlock.Find(task.TextOf(candidate.Parts), task.Language).Match(found => found.Text, _ => "");
        string begin = string.Join(" ", block.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Take(NoteLines));
        return begin.Length <= 160 ? begin : begin[..160];
    }
}
