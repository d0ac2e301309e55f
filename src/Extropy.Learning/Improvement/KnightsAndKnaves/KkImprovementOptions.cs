using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Learning.Improvement.KnightsAndKnaves;

/// <summary>Which puzzles an improvement sees.</summary>
public sealed record KkImprovementOptions
{
    /// <summary>Numbers of people to learn from: those of the paper.</summary>
    public ImmutableArray<int> People { get; init; } = [4, 5, 6];

    /// <summary>Puzzles of each size, positive.</summary>
    public int Puzzles { get; init; } = 1_000;

    /// <summary>Numbers of people to check on.</summary>
    public ImmutableArray<int> ValidationPeople { get; init; } = [3, 4, 5, 6];

    /// <summary>Held-out puzzles of each size, positive.</summary>
    public int ValidationPuzzles { get; init; } = 300;

    /// <summary>Which held-out puzzles; the same for all runs that are to be compared.</summary>
    public long ValidationSeed { get; init; } = 1;

    /// <summary>Sizes of the run.</summary>
    public ImprovementOptions Run { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (People.IsDefaultOrEmpty || ValidationPeople.IsDefaultOrEmpty) faults.Add("no number of people is given");
        foreach (int people in People.Union(ValidationPeople))
            if (people is < KkPuzzle.MinPeople or > KkPuzzle.MaxPeople) faults.Add($"{people} people are not in [{KkPuzzle.MinPeople}, {KkPuzzle.MaxPeople}]");
        if (Puzzles < 1) faults.Add($"{Puzzles} puzzles of a size are below 1");
        if (ValidationPuzzles < 1) faults.Add($"{ValidationPuzzles} held-out puzzles of a size are below 1");
        if (faults.Count > 0) throw new BadInputException($"Improvement on Knights and Knaves: {string.Join("; ", faults)}.");
        Run.Validate();
    }
}
