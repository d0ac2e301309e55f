using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Engine;

/// <summary>Everything that a run's result depends on, the kit apart.</summary>
/// <param name="Problem">Name of the problem.</param>
/// <param name="Aim">Which way its metric improves.</param>
/// <param name="Seed">The seed of all chance.</param>
/// <param name="Options">How the search works.</param>
/// <param name="Limits">When it ends.</param>
public sealed record EvolutionPlan(string Problem, Aim Aim, long Seed, EvolutionOptions Options, EvolutionLimits Limits)
{
    /// <summary>
    /// Identity of what the problem is made of beside its name, for example of an evaluator's files: a record is gone on with only where it is the same. It changes no
    /// draw. Empty where the name says everything.
    /// </summary>
    public string Materials { get; init; } = "";
}
