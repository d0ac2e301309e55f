using System.Collections.Immutable;
using System.Globalization;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;

namespace Extropy.Learning.Improvement.Arms;

/// <summary>A fair comparison of arms: the same puzzles, the same generated tokens an update, the same optimiser steps, seed by seed.</summary>
public sealed record ArmsPlan
{
    /// <summary>Updates of the small experiment.</summary>
    public const long DefaultUpdates = 60;

    /// <summary>Generated tokens of an update: about 16 groups of 8 answers.</summary>
    public const long DefaultTokens = 20_000;

    /// <summary>Held-out puzzles of each size: a gain of 5 points needs about a thousand.</summary>
    public const int DefaultValidation = 1_000;

    /// <summary>Puzzles and sizes of the small experiment.</summary>
    public static KkImprovementOptions DefaultOptions { get; } = new()
    {
        ValidationPuzzles = DefaultValidation, Run = new ImprovementOptions { Updates = DefaultUpdates, ValidationSamples = 1 },
    };

    /// <summary>Arms and how many seeds each gets, from 1 on.</summary>
    public required ImmutableArray<(Arm Arm, int Seeds)> Arms { get; init; }

    /// <summary>Generated tokens of an update, for every arm.</summary>
    public long Tokens { get; init; } = DefaultTokens;

    /// <summary>Puzzles and sizes; the seed is replaced by each run's.</summary>
    public KkImprovementOptions Options { get; init; } = DefaultOptions;

    /// <summary>Every run in the order in which they are made: seed by seed, so that arms stay comparable when it is stopped.</summary>
    public IEnumerable<(Arm Arm, long Seed)> Runs =>
        Enumerable.Range(1, Arms.Max(entry => entry.Seeds)).SelectMany(seed => Arms.Where(entry => entry.Seeds >= seed).Select(entry => (entry.Arm, (long)seed)));

    /// <summary>Every setting of a run, as its record says it.</summary>
    public ImmutableSortedDictionary<string, string> SettingsOf(Arm arm) => ArmRecord.SettingsOf(
        RecipeOf(arm),
        [
            new("updates", Options.Run.Updates.ToString(CultureInfo.InvariantCulture)),
            new("people", string.Join(',', Options.People)),
            new("puzzles", Options.Puzzles.ToString(CultureInfo.InvariantCulture)),
            new("validation-people", string.Join(',', Options.ValidationPeople)),
            new("validation-puzzles", Options.ValidationPuzzles.ToString(CultureInfo.InvariantCulture)),
            new("validation-samples", Options.Run.ValidationSamples.ToString(CultureInfo.InvariantCulture)),
        ]);

    /// <summary>How an arm learns here: its recipe at the comparison's price.</summary>
    public Recipe RecipeOf(Arm arm) => arm.Recipe with { Tokens = Tokens };

    /// <summary>The options of one run.</summary>
    public KkImprovementOptions OptionsOf(long seed) => Options with { Run = Options.Run with { Seed = seed } };
}
