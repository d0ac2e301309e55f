using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Core.Errors;
using Extropy.Learning.Recipes;

namespace Extropy.Learning.Improvement.Arms;

/// <summary>What one arm came to with one seed: the content of a result file.</summary>
public sealed record ArmRecord
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", IgnoreReadOnlyProperties = true,
    };

    /// <summary>The arm's name.</summary>
    public required string Arm { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Every setting.</summary>
    public required ImmutableSortedDictionary<string, string> Settings { get; init; }

    /// <summary>Weights it began with.</summary>
    public required string Before { get; init; }

    /// <summary>Weights it ended with.</summary>
    public required string After { get; init; }

    /// <summary>Optimiser steps made.</summary>
    public required int OptimiserSteps { get; init; }

    /// <summary>Members that searches supplied.</summary>
    public required int Searched { get; init; }

    /// <summary>Of these, without a false step.</summary>
    public required int Sound { get; init; }

    /// <summary>Searched members that earned the whole reward.</summary>
    public required int Successes { get; init; }

    /// <summary>Of these, with a recombined ancestor.</summary>
    public required int Evolved { get; init; }

    /// <summary>Held-out puzzles before.</summary>
    public required ImmutableArray<ArmLevel> LevelsBefore { get; init; }

    /// <summary>Held-out puzzles after.</summary>
    public required ImmutableArray<ArmLevel> LevelsAfter { get; init; }

    /// <summary>Every update.</summary>
    public required ImmutableArray<ArmPoint> Curve { get; init; }

    /// <summary>Tokens generated for training.</summary>
    public long Tokens => Curve.Sum(point => point.Tokens);

    /// <summary>Share of prompts for which something that was tried is right.</summary>
    public double PromptSolveRate => Curve.Sum(point => (double)point.Solved) / Math.Max(1, Curve.Sum(point => point.Tried));

    /// <summary>The record of a finished run.</summary>
    public static ArmRecord Of(Arm arm, long seed, ImmutableSortedDictionary<string, string> settings, ImprovementResult result) => new()
    {
        Arm = arm.Name,
        Seed = seed,
        Settings = settings,
        Before = result.Before.ToString(),
        After = result.After.ToString(),
        OptimiserSteps = result.Updates.Sum(row => row.OptimiserSteps),
        Searched = result.Updates.Sum(row => row.Searched),
        Sound = result.Updates.Sum(row => row.Sound),
        Successes = result.Updates.Sum(row => row.Successes),
        Evolved = result.Updates.Sum(row => row.Evolved),
        LevelsBefore = [.. result.Validation[0].Levels.Select(ArmLevel.Of)],
        LevelsAfter = [.. result.Validation[^1].Levels.Select(ArmLevel.Of)],
        Curve = [.. result.Updates.Select(ArmPoint.Of)],
    };

    /// <summary>The record as a file's text; equal runs give equal bytes.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Layout) + "\n";

    /// <summary>Reads a result file.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static ArmRecord Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ArmRecord>(File.ReadAllText(file), Layout) ?? throw new BadInputException($"{file} holds no result of an arm.");
        }
        catch (JsonException error)
        {
            throw new BadInputException($"{file} holds no result of an arm (line {error.LineNumber + 1}); remove it to run that arm again.");
        }
    }

    /// <summary>Every setting of an arm's run, as text.</summary>
    internal static ImmutableSortedDictionary<string, string> SettingsOf(Recipe recipe, IEnumerable<KeyValuePair<string, string>> more) =>
        RecipeKnobs.All.Select(knob => KeyValuePair.Create(knob.Name, knob.Get(recipe))).Concat(more).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
