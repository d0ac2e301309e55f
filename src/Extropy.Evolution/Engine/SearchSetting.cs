using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Database;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>What a person may say about a search whoever proposes, by name; every value as text, so that a run can be done again from its record.</summary>
public sealed record SearchSetting
{
    /// <summary>Where goals come from.</summary>
    public const string GoalsName = "goals";

    /// <summary>Which kinds of patch.</summary>
    public const string MixName = "mix";

    /// <summary>Where goals come from; null for what is usual for the proposer.</summary>
    public GoalSource? Goals { get; init; }

    /// <summary>Which kinds of patch; null for what is usual for the proposer.</summary>
    public PatchMix? Mix { get; init; }

    /// <summary>Reads what was given; names of other settings are passed over.</summary>
    /// <exception cref="BadInputException">A value that there is not.</exception>
    public static SearchSetting Of(ImmutableSortedDictionary<string, string> given) => new()
    {
        Goals = SourceOf(given.GetValueOrDefault(GoalsName)),
        Mix = MixOf(given.GetValueOrDefault(MixName)),
    };

    private static GoalSource? SourceOf(string? name) => name switch
    {
        null => null,
        "none" => GoalSource.None,
        "templates" => GoalSource.Templates,
        "model" => GoalSource.Model,
        _ => throw new BadInputException($"--{GoalsName} takes none, templates or model, not '{name}'"),
    };

    private static PatchMix? MixOf(string? name) => name switch
    {
        null => null,
        "plain" => PatchMix.Plain,
        "recombining" => PatchMix.Recombining,
        "pivoting" => PatchMix.Pivoting,
        _ => throw new BadInputException($"--{MixName} takes plain, recombining or pivoting, not '{name}'"),
    };
}
