using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Models;

/// <summary>What programs are written for, as a model is told.</summary>
public sealed record ProgramTask
{
    /// <summary>What the program must do, what it must return or print, and how that is judged. Plain text, several paragraphs.</summary>
    public required string Statement { get; init; }

    /// <summary>What is edited.</summary>
    public required ProgramLanguage Language { get; init; }

    /// <summary>The program that every island starts from.</summary>
    public required ImmutableArray<Part> Start { get; init; }

    /// <summary>Name of the part that is edited; the others go from parent to child unchanged.</summary>
    public required string EditedPart { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(Statement)) faults.Add("the statement is empty");
        if (Start.IsDefaultOrEmpty || Start.All(part => part.Name != EditedPart)) faults.Add($"the start has no part '{EditedPart}'");
        else EditableBlock.Find(TextOf(Start), Language).Match(_ => true, failure => { faults.Add($"the start cannot be edited ({failure.Reason.TrimEnd('.')})"); return false; });
        if (faults.Count > 0) throw new BadInputException($"Program task: {string.Join("; ", faults)}.");
    }

    /// <summary>The edited text among a candidate's parts; empty where it has none.</summary>
    internal string TextOf(ImmutableArray<Part> parts) => parts.FirstOrDefault(part => part.Name == EditedPart)?.Text ?? "";

    /// <summary>A candidate's parts with another edited text.</summary>
    internal ImmutableArray<Part> With(ImmutableArray<Part> parts, string text) =>
        [.. parts.Select(part => part.Name == EditedPart ? part with { Text = text } : part)];
}
