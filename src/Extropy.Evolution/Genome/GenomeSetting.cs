using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome;

/// <summary>The construction language as a way of proposing that can be named on the command line.</summary>
public static class GenomeSetting
{
    private const string UnitsKey = "units";

    /// <summary>The way of proposing.</summary>
    public static KnownProposer Known { get; } = new("genome", "recombines programs of a small construction language; no model, no solver", Open);

    /// <summary>Everything that belongs together for genomes of a problem.</summary>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public static ProposerKit Kit(IOpenProblem problem, GenomeOptions options) => new()
    {
        Proposers = [new GenomeProposer(problem)],
        Evaluator = new GenomeEvaluator(problem, options),
        Fingerprint = new GenomeFingerprint(problem),
        Options = new EvolutionOptions { Mix = problem is CirclePackingSquare ? PatchMix.Recombining : PatchMix.Pivoting, BrevityWeight = 0 },
    };

    private static ProposerKit Open(ProposerSetting setting)
    {
        ProposerKit kit = Kit(setting.Problem, new GenomeOptions { Units = UnitsOf(setting) });
        return GoalKit.Of(kit, setting, usual: GoalSource.Templates, model: null);
    }

    private static long UnitsOf(ProposerSetting setting)
    {
        if (!setting.Given.TryGetValue(UnitsKey, out string? text)) return GenomeOptions.DefaultUnits;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long units)
            ? units
            : throw new BadInputException($"{UnitsKey} is a whole number of objective evaluations, not '{text}'");
    }
}
