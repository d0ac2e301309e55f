using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.English;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>
/// Knights and Knaves in the policy's own words or in English sentences with the same claims. A step that makes no claim, such as one that a limit
/// cut, stays as it was written.
/// </summary>
/// <param name="dialect">Which of the two.</param>
/// <remarks>Every problem given to it must be a <see cref="KkProblem"/>.</remarks>
public sealed class KkText(KkDialect dialect) : IRolloutText
{
    /// <inheritdoc/>
    public string Prompt(IProblem problem) =>
        IsEnglish ? $"{KkEnglish.Write(Kk(problem).Puzzle)}\n\n{EnglishWriter.Instruction}" : problem.Prompt.Text;

    /// <inheritdoc/>
    public string Step(IProblem problem, string step) => IsEnglish ? Kk(problem).InEnglish(new Step(step)) : step;

    /// <inheritdoc/>
    public string Separator(IProblem problem) => IsEnglish ? "\n\n" : problem.StepSeparator;

    /// <inheritdoc/>
    public string GroundTruth(IProblem problem) =>
        IsEnglish ? EnglishWriter.Answer(Kk(problem).Solution, Kk(problem).Puzzle.Names) : Kk(problem).Solution.ToString();

    private bool IsEnglish => dialect == KkDialect.English;

    private static KkProblem Kk(IProblem problem) => (KkProblem)problem;
}
