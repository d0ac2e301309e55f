using System.Collections.Immutable;

namespace Extropy.Cli.Solving;

/// <summary>Where a step of a trajectory came from.</summary>
/// <param name="WrittenBy">The node in which the policy wrote it.</param>
/// <param name="Operator">What made that node: <c>expansion</c>, <c>finish</c>, ….</param>
/// <param name="Moves">The recombinations that carried it on, oldest first.</param>
internal sealed record StepOrigin(int WrittenBy, string Operator, ImmutableArray<StepMove> Moves);
