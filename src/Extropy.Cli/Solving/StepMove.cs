namespace Extropy.Cli.Solving;

/// <summary>A recombination that took a step from a parent into a child.</summary>
/// <param name="From">The parent that held the step.</param>
/// <param name="Into">The child.</param>
/// <param name="Operator">What made the child: <c>combination</c>, <c>crossover</c>, ….</param>
/// <param name="IsDonor">The step came from the second parent: it was spliced into the first one's trajectory.</param>
internal readonly record struct StepMove(int From, int Into, string Operator, bool IsDonor);
