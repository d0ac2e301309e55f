using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Models;

/// <summary>Runs candidates written in C# in the sandbox and judges the layouts that they return outside it.</summary>
/// <param name="problem">Whose referee judges.</param>
/// <param name="candidates">Compiles and runs; belongs to the caller.</param>
public sealed class CSharpEvaluator(IOpenProblem problem, CSharpCandidates candidates) : IEvaluator
{
    private readonly LayoutEvaluator _referee = new(problem);

    /// <inheritdoc/>
    public async ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        Part? program = parts.FirstOrDefault(part => part.Name == LayoutTasks.CSharpFile);
        if (program is null) return Evaluation.Refused(problem.Aim, $"There is no {LayoutTasks.CSharpFile}.");
        CandidateAnswer answer = await candidates.RunAsync(program.Text, cancellationToken).ConfigureAwait(false);
        return answer.Layout is { } layout ? _referee.Of(layout) : Evaluation.Refused(problem.Aim, $"The program gave no layout: {answer.Failure?.TrimEnd('.')}.");
    }
}
