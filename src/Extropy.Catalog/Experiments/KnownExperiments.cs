using System.Collections.Immutable;
using Extropy.Catalog.Bes;
using Extropy.Catalog.Bes.OpenProblems;

namespace Extropy.Catalog.Experiments;

/// <summary>Every experiment that can be run, in the order of the catalogue. A new one adds a line here.</summary>
public static class KnownExperiments
{
    /// <summary>All of them. Creating one does no work.</summary>
    public static ImmutableArray<IExperiment> All { get; } =
    [
        new BesTheoryExperiment(),
        new BesToyExperiment(),
        new BesLogicalExperiment(),
        new BesOpenProblemsExperiment(),
    ];

    /// <summary>The experiment with this name, or null. Case is ignored.</summary>
    public static IExperiment? Find(string name) =>
        All.FirstOrDefault(experiment => string.Equals(experiment.Name, name, StringComparison.OrdinalIgnoreCase));
}
