using System.Collections.Immutable;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Vector;

/// <summary>
/// The search over tables of numbers that knows nothing of what they mean: for problems of one's own. No model and no solver; every kind of patch is a rule over
/// rows and numbers.
/// </summary>
public static class VectorSetting
{
    /// <summary>Its name.</summary>
    public const string Name = "vector";

    /// <summary>What it does, in one sentence.</summary>
    public const string Title = "Changes, exchanges and recombines numbers, whatever they mean: no model, no solver.";

    /// <summary>
    /// A full patch gives the parent up for the best of the run, shifted, and now and then for a new start. Ours, chosen on five small problems at 400 and 2,000
    /// evaluations.
    /// </summary>
    private static PatchMix Mix { get; } = PatchMix.Of(diff: 0.2, full: 0.4, ablate: 0.06, combine: 0.18, translocate: 0.04, cross: 0.12);

    /// <summary>Everything that belongs together for a problem with a referee.</summary>
    /// <exception cref="Core.Errors.BadInputException">The options do not fit the problem's shape.</exception>
    public static ProposerKit Kit(IOpenProblem problem, VectorOptions options) => Kit(problem.Shape, options, new LayoutEvaluator(problem));

    /// <summary>Everything that belongs together for tables of numbers that anybody judges.</summary>
    /// <param name="shape">What a table holds.</param>
    /// <param name="options">Where its numbers lie.</param>
    /// <param name="evaluator">Judges candidates with one part, <see cref="Candidates.Part.Layout"/>.</param>
    /// <exception cref="Core.Errors.BadInputException">The options do not fit the shape.</exception>
    public static ProposerKit Kit(LayoutShape shape, VectorOptions options, IEvaluator evaluator)
    {
        options.Validate(shape);
        ImmutableArray<ColumnRange> ranges = options.Ranges.Length > 0 ? options.Ranges : [.. shape.Columns.Select(_ => ColumnRange.Unit)];
        return new ProposerKit
        {
            Proposers = [new VectorProposer(new VectorSpace(shape.Rows, ranges))],
            Evaluator = evaluator,
            Fingerprint = new VectorFingerprint(new VectorSpace(shape.Rows, ranges)),
            // Few islands and a small archive: such evaluators are slow, and with few evaluations that comes further. A step that
            // refines the eighth digit is as new as any other: only the same text twice is a repetition.
            Options = new EvolutionOptions { Mix = Mix, Islands = 2, MostIslands = 4, ArchiveSize = 12, BrevityWeight = 0, NoveltyThreshold = 1 },
        };
    }
}
