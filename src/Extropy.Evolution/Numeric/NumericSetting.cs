using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Numeric;

/// <summary>The numeric proposer as it stands on the command line.</summary>
internal static class NumericSetting
{
    /// <summary>
    /// Only a layout that is another one moved, turned or renumbered is a duplicate: optima that differ in the fifth digit look alike in shape, and telling
    /// them apart is what the search is for.
    /// </summary>
    private const double NoveltyThreshold = 0.9999999;

    /// <summary>Its entry.</summary>
    public static KnownProposer Known { get; } = new(
        "numeric", "Optimises layouts without any model: recombination, interior-point descent, basin hopping and a polish to the last bits.", Open);

    /// <summary>The published mix holds half expansion by small changes; deletion gets more here, as it made more gains.</summary>
    private static PatchMix Mix { get; } = PatchMix.Of(diff: 0.4, full: 0.2, ablate: 0.15, combine: 0.05, translocate: 0.1, cross: 0.1);

    private static ProposerKit Open(ProposerSetting setting)
    {
        if (setting.Given.Keys.FirstOrDefault(name => name is not (SearchSetting.GoalsName or SearchSetting.MixName)) is { } unknown)
            throw new BadInputException($"The numeric proposer has no setting named {unknown}; leave it out.");
        var kit = new ProposerKit
        {
            Proposers = [new NumericProposer(setting.Problem, new NumericOptions())],
            Evaluator = new LayoutEvaluator(setting.Problem),
            Fingerprint = new LayoutFingerprint(setting.Problem.Shape),
            Options = new EvolutionOptions { Mix = Mix, BrevityWeight = 0, NoveltyThreshold = NoveltyThreshold },
        };
        return GoalKit.Of(kit, setting, usual: GoalSource.None, model: null);
    }
}
