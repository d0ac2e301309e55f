using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Running;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome;

/// <summary>Judges genomes: reads one, runs it within its units, and has the exact referee judge the layout that it builds.</summary>
public sealed class GenomeEvaluator : IEvaluator
{
    private readonly IOpenProblem _problem;
    private readonly GenomeWorld _world;
    private readonly GenomeInterpreter _interpreter;
    private readonly LayoutEvaluator _layouts;

    /// <summary>An evaluator for a problem.</summary>
    /// <exception cref="Core.Errors.BadInputException">An option out of range.</exception>
    public GenomeEvaluator(IOpenProblem problem, GenomeOptions options)
    {
        options.Validate();
        (_problem, _world) = (problem, GenomeWorld.For(problem));
        _interpreter = new GenomeInterpreter(problem, options.Units);
        _layouts = new LayoutEvaluator(problem);
    }

    /// <inheritdoc/>
    public ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Of(parts));
    }

    private Evaluation Of(IReadOnlyList<Part> parts)
    {
        if (parts.Count != 1 || parts[0].Name != Part.Genome) return Evaluation.Refused(_problem.Aim, $"A candidate has one part, named '{Part.Genome}'.");
        if (GenomeText.TryRead(parts[0].Text, _world, out ImmutableArray<GenomeStep> steps) is { } fault) return Evaluation.Refused(_problem.Aim, fault);
        (Layout layout, long units) = _interpreter.Run(steps);
        return _layouts.Of(layout) with { Units = units };
    }
}
