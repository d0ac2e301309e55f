using Extropy.Core.Errors;

namespace Extropy.Learning.Rollouts;

/// <summary>When the rollouts of one update are enough.</summary>
public sealed record CollectionPlan
{
    /// <summary>Prompts when neither number is given: that of the small experiment; the paper has 32.</summary>
    public const int DefaultPrompts = 16;

    /// <summary>Groups wanted, positive; ignored where <see cref="Tokens"/> is set.</summary>
    public int Prompts { get; init; } = DefaultPrompts;

    /// <summary>
    /// Generated tokens wanted, or 0 for a fixed number of prompts. Groups are collected whole until the budget is reached; what the last one spends
    /// beyond it is taken from the next update, so that runs with the same budget spend the same in the long run.
    /// </summary>
    public long Tokens { get; init; }

    /// <summary>Dropped groups are replaced until this many times the prompts wanted have been tried; at least 1.</summary>
    public int MostRounds { get; init; } = 4;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Prompts < 1) faults.Add($"{Prompts} prompts an update are below 1");
        if (Tokens < 0) faults.Add($"{Tokens} tokens an update are negative");
        if (MostRounds < 1) faults.Add($"{MostRounds} rounds are below 1");
        if (faults.Count > 0) throw new BadInputException($"Collection: {string.Join("; ", faults)}.");
    }
}
