using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Core.Statistics;
using Extropy.Learning.Improvement.Arms;
using Extropy.Learning.Pretraining.KnightsAndKnaves;

namespace Extropy.Catalog.Bes;

/// <summary>
/// What a comparison of training arms says of arXiv 2605.28814, section 5.1.1: that BES solves more prompts than its baselines at equal price, and that a
/// policy trained on its groups gains more on held-out puzzles.
/// </summary>
public static class BesLogicalReport
{
    private const double Level = 0.05;

    private const string GateLevel = "n = 4";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Name in commands.</summary>
    public const string Name = "bes-logical";

    /// <summary>Summarises records.</summary>
    /// <param name="records">All runs of a plan.</param>
    /// <param name="plan">The plan.</param>
    public static ExperimentReport Of(ImmutableArray<ArmRecord> records, ArmsPlan plan)
    {
        ArmRecord[][] arms = [.. records.GroupBy(record => record.Arm).Select(group => group.ToArray())];
        (ExperimentVerdict verdict, string summary) = Judge(arms);
        summary += GateSentence(records[0]);
        return new ExperimentReport(Name, verdict, summary, [Gate(records[0]), Outcomes(arms), Differences(arms), Greedy(arms), Search(arms)])
        {
            Rules =
            [
                string.Create(Culture, $"Every arm: {plan.Options.Run.Updates} updates of {plan.Tokens:N0} generated tokens, one optimiser step each, the same puzzles in the same order for a seed."),
                "Overshoot of a budget is taken from the next update. Tokens of everything that was tried count, padding and failed searches included.",
                string.Create(Culture, $"Learnt from: {plan.Options.Puzzles:N0} puzzles each of {string.Join(", ", plan.Options.People)} people; none is held out."),
                string.Create(Culture, $"Held out: {plan.Options.ValidationPuzzles:N0} puzzles each of {string.Join(", ", plan.Options.ValidationPeople)} people, {plan.Options.Run.ValidationSamples} sample at temperature 1 and the most probable answer; the same puzzles and draws for every run."),
                "Solved: right answer, no false step, every role derived. It is also the reward.",
                "Rates are means over seeds ± the standard deviation between seeds. Differences pair puzzles: more seeds solve it in this arm, or in grpo; sign test, Holm over the column.",
            ],
        };
    }

    /// <summary>The difficulty gate: outside it, a comparison is no evidence either way.</summary>
    private static ExperimentTable Gate(ArmRecord any) => new(
        "Before: the policy that every run begins with",
        ["level", "puzzles", "pass@1 solved", "95 % interval", "right", "greedy solved"],
        [
            .. any.LevelsBefore.Select(level =>
            {
                Interval interval = WilsonInterval.Of((long)Math.Round(level.SolvedRate * level.Solved.Length), level.Solved.Length);
                return (ImmutableArray<string>)[level.Name, level.Solved.Length.ToString(Culture), Percent(level.SolvedRate), $"{Percent(interval.Low)}–{Percent(interval.High)}", Percent(level.RightRate), Percent(level.GreedyRate)];
            }),
        ])
    {
        Note = "The gate asks for 3 to 15 % solved at n = 4 (and 40 % of groups of 8 without success).",
    };

    /// <summary>What the gate says of the start, where it is missed; a comparison outside it is weak evidence.</summary>
    private static string GateSentence(ArmRecord any) =>
        any.LevelsBefore.FirstOrDefault(level => level.Name == GateLevel) is { SolvedRate: < KkEvaluationRow.LeastSolved or > KkEvaluationRow.MostSolved } level
            ? string.Create(Culture, $" The start misses the difficulty gate at {GateLevel}: {Percent(level.SolvedRate)} % solved, and the gate ends at {Percent(KkEvaluationRow.LeastSolved)} and {Percent(KkEvaluationRow.MostSolved)} %.")
            : "";

    private static ExperimentTable Outcomes(ArmRecord[][] arms) => new(
        "After: pass@1 solved on held-out puzzles, and prompts solved in training",
        ["arm", "seeds", "tokens", "steps", "prompts solved", .. arms[0][0].LevelsAfter.Select(level => level.Name)],
        [
            .. arms.Select(runs => (ImmutableArray<string>)
            [
                runs[0].Arm,
                runs.Length.ToString(Culture),
                Math.Round(runs.Average(run => (double)run.Tokens) / 1000).ToString("N0", Culture) + "k",
                runs.Average(run => (double)run.OptimiserSteps).ToString("0", Culture),
                Spread(runs, run => run.PromptSolveRate),
                .. Enumerable.Range(0, runs[0].LevelsAfter.Length).Select(level => Spread(runs, run => run.LevelsAfter[level].SolvedRate)),
            ]),
        ]);

    private static ExperimentTable Greedy(ArmRecord[][] arms) => new(
        "After: most probable answers that are solved",
        ["arm", .. arms[0][0].LevelsAfter.Select(level => level.Name)],
        [
            .. arms.Select(runs => (ImmutableArray<string>)
                [runs[0].Arm, .. Enumerable.Range(0, runs[0].LevelsAfter.Length).Select(level => Spread(runs, run => run.LevelsAfter[level].GreedyRate))]),
        ]);

    private static ExperimentTable Differences(ArmRecord[][] arms)
    {
        int levels = arms[0][0].LevelsAfter.Length;
        ArmRecord[]? baseline = Array.Find(arms, runs => runs[0].Arm == KnownArms.Baseline);
        ArmRecord[][] others = [.. arms.Where(runs => runs != baseline)];
        string[][] cells = [.. others.Select(_ => new string[levels])];
        for (int level = 0; level < levels && baseline is not null; level++)
        {
            SignTest[] tests = [.. others.Select(runs => Test(runs, baseline, level))];
            double[] adjusted = Holm.Adjusted([.. tests.Select(test => test.PValue)]);
            for (int i = 0; i < others.Length; i++)
            {
                double difference = others[i].Average(run => run.LevelsAfter[level].SolvedRate) - baseline.Average(run => run.LevelsAfter[level].SolvedRate);
                cells[i][level] = string.Create(Culture, $"{100 * difference:+0.0;−0.0;0.0} ({tests[i].Wins} : {tests[i].Losses}, p {P(adjusted[i])})");
            }
        }

        return new ExperimentTable(
            "Against grpo: points of pass@1, puzzles won : lost",
            ["arm", .. arms[0][0].LevelsAfter.Select(level => level.Name)],
            baseline is null ? [] : [.. others.Select((runs, i) => (ImmutableArray<string>)[runs[0].Arm, .. cells[i]])]);
    }

    private static ExperimentTable Search(ArmRecord[][] arms) => new(
        "What searches supplied",
        ["arm", "searched members", "without a false step", "successes", "with a recombined ancestor", "−ln p a token, searched", "drawn", "groups without a difference"],
        [
            .. arms.Select(runs => (ImmutableArray<string>)
            [
                runs[0].Arm,
                runs.Sum(run => run.Searched).ToString("N0", Culture),
                Share(runs.Sum(run => run.Sound), runs.Sum(run => run.Searched)),
                runs.Sum(run => run.Successes).ToString("N0", Culture),
                Share(runs.Sum(run => run.Evolved), runs.Sum(run => run.Successes)),
                Mean(runs, point => point.NllSearched),
                Mean(runs, point => point.NllDrawn),
                Percent(runs.Average(run => run.Curve.Average(point => point.Constant))),
            ]),
        ]);

    private static (ExperimentVerdict Verdict, string Summary) Judge(ArmRecord[][] arms)
    {
        ArmRecord[]? bes = Array.Find(arms, runs => runs[0].Arm == KnownArms.Flagship), grpo = Array.Find(arms, runs => runs[0].Arm == KnownArms.Baseline);
        if (bes is null || grpo is null) return (ExperimentVerdict.NotConfirmedAtThisScale, $"No verdict without the arms {KnownArms.Flagship} and {KnownArms.Baseline}.");
        int hardest = bes[0].LevelsAfter.Length - 1, pairs = Math.Min(bes.Length, grpo.Length);
        int better = Enumerable.Range(0, pairs).Count(i => bes[i].PromptSolveRate > grpo[i].PromptSolveRate);
        bool solvesMore = better == pairs, gains = false, loses = false;
        double[] p = Holm.Adjusted([.. Enumerable.Range(0, hardest + 1).Select(level => Test(bes, grpo, level).PValue)]);
        for (int level = 0; level <= hardest; level++)
        {
            SignTest test = Test(bes, grpo, level);
            gains |= p[level] < Level && test.Wins > test.Losses;
            loses |= p[level] < Level && test.Wins < test.Losses;
        }

        double difference = bes.Average(run => run.LevelsAfter[hardest].SolvedRate) - grpo.Average(run => run.LevelsAfter[hardest].SolvedRate);
        string summary = string.Create(
            Culture,
            $"BES solves {Percent(bes.Average(run => run.PromptSolveRate))} % of the prompts in training, grpo {Percent(grpo.Average(run => run.PromptSolveRate))} % at equal tokens (more in {better} of {pairs} seeds). On held-out puzzles of the hardest level its policy is {100 * difference:+0.0;−0.0;0.0} points from grpo's; over the levels it is {(gains && loses ? "ahead on some and behind on others" : gains ? "ahead" : loses ? "behind" : "within noise of it")}.");
        ExperimentVerdict verdict = (solvesMore, gains && !loses, loses && !gains) switch
        {
            (true, true, _) => ExperimentVerdict.Confirmed,
            (true, _, _) or (_, true, _) => ExperimentVerdict.Partly,
            (false, _, true) => ExperimentVerdict.Refuted,
            _ => ExperimentVerdict.NotConfirmedAtThisScale,
        };
        return (verdict, summary);
    }

    /// <summary>Puzzle by puzzle: in which arm do more seeds solve it; seeds that both arms have.</summary>
    private static SignTest Test(ArmRecord[] arm, ArmRecord[] baseline, int level)
    {
        int seeds = Math.Min(arm.Length, baseline.Length), puzzles = arm[0].LevelsAfter[level].Solved.Length;
        var first = new double[puzzles];
        var second = new double[puzzles];
        for (int seed = 0; seed < seeds; seed++)
        {
            for (int i = 0; i < puzzles; i++)
            {
                first[i] += arm[seed].LevelsAfter[level].Solved[i] - '0';
                second[i] += baseline[seed].LevelsAfter[level].Solved[i] - '0';
            }
        }

        return SignTest.OfPairs(first, second);
    }

    private static string Spread(ArmRecord[] runs, Func<ArmRecord, double> value)
    {
        MeanAndError mean = MeanAndError.Of([.. runs.Select(value)]);
        return runs.Length < 2 ? Percent(mean.Mean) : $"{Percent(mean.Mean)} ± {Percent(mean.StandardDeviation)}";
    }

    private static string Mean(ArmRecord[] runs, Func<ArmPoint, double?> value)
    {
        double[] known = [.. runs.SelectMany(run => run.Curve).Select(value).OfType<double>()];
        return known.Length == 0 ? "–" : known.Average().ToString("0.000", Culture);
    }

    private static string Share(int part, int whole) => whole == 0 ? "–" : Percent((double)part / whole);

    private static string Percent(double share) => (100 * share).ToString("0.0", Culture);

    private static string P(double p) => p < 0.001 ? "< .001" : p.ToString(".000", Culture);
}
