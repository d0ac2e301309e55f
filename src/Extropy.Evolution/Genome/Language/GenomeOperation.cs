using System.Collections.Immutable;

namespace Extropy.Evolution.Genome.Language;

/// <summary>An operation of the construction language.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">In the printed genome.</param>
/// <param name="Parameters">In the order of a step's values.</param>
internal sealed record GenomeOperation(OperationKind Kind, string Name, ImmutableArray<GenomeParameter> Parameters);
