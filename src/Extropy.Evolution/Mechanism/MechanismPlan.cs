using System.Collections.Immutable;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Mechanism;

/// <summary>The size of a mechanism experiment. Every arm runs every problem with every seed, at equal evaluations of equal cost.</summary>
public sealed record MechanismPlan
{
    /// <summary>Ids of problems. Default: circles in a square and Heilbronn's problem in a free convex region.</summary>
    public ImmutableArray<string> Problems { get; init; } = ["circle-packing-26", "heilbronn-convex-13"];

    /// <summary>Arms. Default all.</summary>
    public ImmutableArray<MechanismArm> Arms { get; init; } = MechanismArms.All;

    /// <summary>Seeds 1 to this. Default 12.</summary>
    public int Seeds { get; init; } = 12;

    /// <summary>Genomes evaluated a run. Default 400.</summary>
    public long Evaluations { get; init; } = 400;

    /// <summary>Most objective evaluations of a genome. Default 20,000.</summary>
    public long Units { get; init; } = 20_000;

    /// <summary>Every run, seeds outermost: what is done after an interruption is complete for the first seeds.</summary>
    public IEnumerable<MechanismRun> Runs =>
        from seed in Enumerable.Range(1, Seeds) from problem in Problems from arm in Arms select new MechanismRun(arm, problem, seed, Evaluations, Units);

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Problems.IsDefaultOrEmpty) faults.Add("no problem is named");
        if (Arms.IsDefaultOrEmpty) faults.Add("no arm is named");
        if (Seeds is < 1 or > 1000) faults.Add($"seeds: {Seeds}; 1 to 1000 are required");
        if (Evaluations is < 1 or > 1_000_000) faults.Add($"evaluations: {Evaluations}; 1 to 1000000 are required");
        if (Units is < 100 or > 1_000_000_000) faults.Add($"units: {Units}; 100 to 1000000000 are required");
        if (faults.Count > 0) throw new BadInputException($"This experiment cannot run: {string.Join("; ", faults)}.");
    }
}
