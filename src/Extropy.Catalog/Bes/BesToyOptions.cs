using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Decomposition;

namespace Extropy.Catalog.Bes;

/// <summary>Sizes and rules of the persona-facts table. The defaults are the rule set of the project's reference figures.</summary>
public sealed record BesToyOptions
{
    /// <summary>Decides all chance. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Searches per cell. Default 2,000.</summary>
    public int Repetitions { get; init; } = 2000;

    /// <summary>a: the stickiness of each row. Default .5, .9, .995.</summary>
    public IReadOnlyList<double> Stay { get; init; } = [0.5, 0.9, 0.995];

    /// <summary>B, policy calls of one search. Default 200.</summary>
    public int PolicyCalls { get; init; } = 200;

    /// <summary>Rules common to all arms. Default: c = 10, τ 2 → 1, K_max = 5, pairs from a uniform sample of 40, no decomposition.</summary>
    public BesOptions Rules { get; init; } = new() { PairSample = 40, PairBest = 0, Decomposition = new NeverSchedule() };

    /// <summary>Also runs the arms that switch off one part each. Default on.</summary>
    public bool WithAblations { get; init; } = true;

    /// <summary>Degree of parallelism, ≥ 1. Never changes the result.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Repetitions < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Repetitions} repetitions (1 or more)"));
        if (PolicyCalls < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"a budget of {PolicyCalls} policy calls (1 or more)"));
        if (Workers < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Workers} workers (1 or more)"));
        if (Stay.Count == 0) faults.Add("no stickiness to try");
        if (faults.Count > 0) throw new BadInputException($"bes-toy: {string.Join("; ", faults)}.");
        Rules.Validate();
    }
}
