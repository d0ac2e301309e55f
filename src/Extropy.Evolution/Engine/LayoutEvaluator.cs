using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Engine;

/// <summary>Judges candidates that are layouts: reads the part, mends what is nearly valid, and asks the problem's exact referee.</summary>
/// <param name="problem">The problem.</param>
public sealed class LayoutEvaluator(IOpenProblem problem) : IEvaluator
{
    /// <inheritdoc/>
    public ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Of(parts));
    }

    /// <summary>Judges a layout that some other candidate gave.</summary>
    /// <param name="layout">Anything.</param>
    public Evaluation Of(Layout layout)
    {
        Layout mended = problem.Repair(layout) ?? layout;
        Assessment assessment = problem.Assess(mended);
        return assessment.IsValid
            ? new Evaluation { IsCorrect = true, Raw = assessment.Metric, Aim = problem.Aim, Layout = mended }
            : Evaluation.Refused(problem.Aim, Sentence(assessment.Violation)) with { Layout = layout };
    }

    private static string Sentence(Violation? violation) => violation is null
        ? "The referee calls the layout invalid."
        : double.IsNaN(violation.Slack) ? $"{violation.Constraint}." : FormattableString.Invariant($"{violation.Constraint}, by {violation.Slack:R}.");

    private Evaluation Of(IReadOnlyList<Part> parts)
    {
        if (parts.Count != 1 || parts[0].Name != Part.Layout)
            return Evaluation.Refused(problem.Aim, $"A candidate of this problem has one part, named '{Part.Layout}'.");
        return LayoutPart.TryRead(parts[0].Text, out Layout? layout) is { } fault ? Evaluation.Refused(problem.Aim, fault) : Of(layout!);
    }
}
