using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Evolution.Mechanism;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>What the mechanism experiment says of arXiv 2605.28814, section 5.2: recombination and goals, measured apart and against a placebo.</summary>
public static class BesOpenProblemsReport
{
    /// <summary>Name in commands.</summary>
    public const string Name = "bes-open-problems";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Summarises records.</summary>
    /// <param name="records">Runs of a plan, all or the first seeds.</param>
    /// <param name="plan">The plan.</param>
    public static ExperimentReport Of(ImmutableArray<MechanismRecord> records, MechanismPlan plan)
    {
        ImmutableArray<MechanismGroup> groups = MechanismGroup.Of(records);
        var comparisons = MechanismComparisons.Of(groups);
        (ExperimentVerdict verdict, string summary) = MechanismVerdict.Of(comparisons);
        return new ExperimentReport(
            Name,
            verdict,
            summary,
            [
                .. plan.Problems.Select(problem => MechanismTables.Outcomes(problem, groups, comparisons)),
                MechanismTables.Placebo(comparisons),
                .. plan.Problems.Select(problem => MechanismTables.Levels(problem, groups)),
                MechanismTables.Patches(groups),
                MechanismTables.Predictions(groups),
            ])
        {
            Figures = [.. plan.Problems.Select(problem => MechanismCurves.Of(problem, groups))],
            Rules =
            [
                string.Create(Culture, $"Every run: {plan.Evaluations} genomes of at most {plan.Units:N0} objective evaluations, counted and cut by the interpreter; no solver, no model."),
                string.Create(Culture, $"{plan.Seeds} seeds; runs of one seed are pairs, with the same starts. A run without a valid layout counts as the worst."),
                "Arms differ in what their names say and in nothing else; S: islands, archive, weighted parents, diff .6, full .3, cross .1.",
                "Intervals: bootstrap over seeds, 95 %. p: sign test over seeds; Holm over all arms and problems against S, and over problems against the placebo.",
                "The placebo permutes backward scores between candidates whenever a goal tree comes into force; only BES against it says anything of goals.",
                "This measures the mechanism with genomes; it says nothing of what a language model gains from it.",
            ],
        };
    }
}
