using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>Text as the problem and the policy have it.</summary>
public sealed class PlainText : IRolloutText
{
    /// <inheritdoc/>
    public string Prompt(IProblem problem) => problem.Prompt.Text;

    /// <inheritdoc/>
    public string Step(IProblem problem, string step) => step;

    /// <inheritdoc/>
    public string Separator(IProblem problem) => problem.StepSeparator;

    /// <inheritdoc/>
    public string GroundTruth(IProblem problem) => "";
}
