using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Mechanism;

/// <summary>One run of the mechanism experiment.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Problem">Id of the problem.</param>
/// <param name="Seed">The seed; runs of one seed are pairs.</param>
/// <param name="Evaluations">Genomes evaluated.</param>
/// <param name="Units">Most objective evaluations of a genome.</param>
public sealed record MechanismRun(MechanismArm Arm, string Problem, long Seed, long Evaluations, long Units)
{
    /// <summary>Name of its result file.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Problem}-{Arm.Name.ToLowerInvariant().Replace('+', '-')}-s{Seed}.json");

    /// <summary>Runs it. A pure function of the run.</summary>
    public async Task<MechanismRecord> RunAsync(CancellationToken cancellationToken)
    {
        IOpenProblem problem = KnownProblems.Find(Problem);
        ProposerKit kit = KitOf(problem);
        var plan = new EvolutionPlan(problem.Id, problem.Aim, Seed, OptionsOf(problem, kit.Options), new EvolutionLimits { Evaluations = Evaluations });
        var watch = new BackwardWatch(GoalScale.Of(problem).BucketWidth);
        EvolutionOutcome outcome = await new EvolutionRunner(kit, plan, new EvolutionServices { Observer = watch }).RunAsync(cancellationToken).ConfigureAwait(false);
        return MechanismRecord.Of(this, outcome.State, watch);
    }

    private ProposerKit KitOf(IOpenProblem problem)
    {
        ProposerKit kit = GenomeSetting.Kit(problem, new GenomeOptions { Units = Units });
        if (!Arm.HasGoals) return kit with { Goals = null, Ranking = new RawScore() };
        IGoalScorer goals = new TemplateGoals(problem, new ProgramGoalOptions());
        if (Arm.IsShuffled) goals = new ShuffledGoals(goals, RandomStream.FromSeed(Seed).For("placebo").For(problem.Id));
        return kit with { Goals = goals, Ranking = new BucketScore(GoalScale.Of(problem).BucketWidth) };
    }

    private EvolutionOptions OptionsOf(IOpenProblem problem, EvolutionOptions usual)
    {
        EvolutionOptions options = usual with { StagnationMargin = GoalScale.Of(problem).Margin, Donors = Arm.Donors };
        if (Arm.IsRandom) return options with { Mix = PatchMix.Of(full: 1) };
        if (Arm.IsClimbing) // one island whose archive holds only the best: every parent is the best so far
            return options with { Mix = PatchMix.Of(diff: 1), Islands = 1, MostIslands = 1, ArchiveSize = 1, MigrationInterval = 0, NewIslandAfter = 0 };
        return Arm.HasRecombination ? options : options with { Mix = PatchMix.Plain };
    }
}
