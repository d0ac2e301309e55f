using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Mechanism;

/// <summary>What one run of the mechanism experiment gave: no time, no machine.</summary>
public sealed record MechanismRecord
{
    /// <summary>Name of the arm.</summary>
    public required string Arm { get; init; }

    /// <summary>Id of the problem.</summary>
    public required string Problem { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Genomes evaluated.</summary>
    public required long Evaluations { get; init; }

    /// <summary>Most objective evaluations of a genome.</summary>
    public required long Units { get; init; }

    /// <summary>Objective evaluations spent.</summary>
    public required long UnitsSpent { get; init; }

    /// <summary>Genomes that gave a valid layout.</summary>
    public required long Correct { get; init; }

    /// <summary>Proposals that repeated a known genome and were not evaluated.</summary>
    public required long Repeated { get; init; }

    /// <summary>The best metric; null where no genome gave a valid layout.</summary>
    public required double? Best { get; init; }

    /// <summary>The best genome as text, or null.</summary>
    public required string? Genome { get; init; }

    /// <summary>Every new best: after how many evaluations, its metric, and the kind of patch that made it.</summary>
    public required ImmutableArray<MechanismGain> Gains { get; init; }

    /// <summary>What became of each kind of patch.</summary>
    public required ImmutableArray<MechanismPatch> Patches { get; init; }

    /// <summary>Growths of the goal tree that changed it.</summary>
    public required int Growths { get; init; }

    /// <summary>Children of parents with a backward score.</summary>
    public required int Children { get; init; }

    /// <summary>Rank correlation of a parent's backward score and its child's gain; null where there is none.</summary>
    public required double? Correlation { get; init; }

    /// <summary>The same among parents of one bucket.</summary>
    public required double? CorrelationWithinBuckets { get; init; }

    /// <summary>The best metric after some evaluations; null where nothing was valid by then.</summary>
    public double? BestAfter(long evaluations) => Gains.LastOrDefault(gain => gain.Evaluations <= evaluations)?.Value;

    internal static MechanismRecord Of(MechanismRun run, EvolutionState state, BackwardWatch watch) => new()
    {
        Arm = run.Arm.Name,
        Problem = run.Problem,
        Seed = run.Seed,
        Evaluations = state.Evaluations,
        Units = run.Units,
        UnitsSpent = state.Units,
        Correct = state.Correct,
        Repeated = state.Repeated,
        Best = state.Best?.Evaluation.Raw,
        Genome = state.Best?.Parts[0].Text,
        Gains = [.. state.Gains.Select(gain => new MechanismGain(gain.Evaluations, gain.Candidate.Evaluation.Raw, PatchKinds.NameOf(gain.Candidate.Patch)))],
        Patches =
        [
            .. Enum.GetValues<PatchKind>().Select(kind => (Kind: kind, Tally: state.Of(kind))).Where(one => one.Tally.Proposals > 0)
                .Select(one => new MechanismPatch(PatchKinds.NameOf(one.Kind), one.Tally.Proposals, one.Tally.Evaluated, one.Tally.Correct, one.Tally.Gains)),
        ],
        Growths = state.Growths.Select(growth => growth.Tree?.Version ?? 0).Distinct().Count(version => version > 0),
        Children = watch.Count,
        Correlation = Known(watch.Overall()),
        CorrelationWithinBuckets = Known(watch.WithinBuckets()),
    };

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
