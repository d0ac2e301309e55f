using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Core.Statistics;
using Extropy.Evolution.Mechanism;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>The tables of the mechanism experiment.</summary>
internal static class MechanismTables
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Fixed levels of the best metric whose price in evaluations is told; none for problems that were not part of the plan.</summary>
    private static readonly (string Problem, double[] Levels)[] Fixed = [("circle-packing-26", [2.40, 2.50, 2.55]), ("heilbronn-convex-13", [0.015, 0.018])];

    public static ExperimentTable Outcomes(string problem, ImmutableArray<MechanismGroup> groups, MechanismComparisons comparisons) => new(
        $"{problem}: best metric after all evaluations",
        ["arm", "runs", "mean ± sd", "95 % interval", "best", "against S, 95 % interval", "won : lost", "p, Holm", "work, million"],
        [
            .. groups.Where(group => group.Problem == problem).Select(group =>
            {
                Interval mean = group.Mean(run => run.Best ?? group.Nothing, "best");
                double deviation = group.Runs.Length < 2 ? 0 : MeanAndError.Of(group.Bests).StandardDeviation;
                MechanismPair? pair = comparisons.AgainstPlain.FirstOrDefault(known => known.Group == group);
                return (ImmutableArray<string>)
                [
                    group.Arm,
                    group.Runs.Length.ToString(Culture),
                    Unbroken($"{Value(mean.Estimate)} ± {Value(deviation)}"),
                    Unbroken($"{Value(mean.Low)} to {Value(mean.High)}"),
                    Value(group.Sign > 0 ? group.Bests.Max() : group.Bests.Min()),
                    .. pair is null ? ["", "", ""] : Cells(pair),
                    (group.Runs.Average(run => (double)run.UnitsSpent) / 1e6).ToString("0.00", Culture),
                ];
            }),
        ])
    {
        Note = "Against S: mean of paired differences, positive is better. Work: objective evaluations a run; equal evaluations of genomes do not make it equal.",
    };

    public static ExperimentTable Placebo(MechanismComparisons comparisons) => new(
        "BES against the same with meaningless goals",
        ["problem", "difference, 95 % interval", "won : lost", "p, Holm"],
        [.. comparisons.AgainstPlacebo.Select(pair => (ImmutableArray<string>)[pair.Group.Problem, .. Cells(pair)])]);

    public static ExperimentTable Levels(string problem, ImmutableArray<MechanismGroup> groups)
    {
        double[] levels = Fixed.FirstOrDefault(known => known.Problem == problem).Levels ?? [];
        return new ExperimentTable(
            $"{problem}: evaluations until a level, median of the runs that reached it",
            ["arm", .. levels.Select(level => level.ToString(Culture))],
            [.. groups.Where(group => group.Problem == problem).Select(group => (ImmutableArray<string>)[group.Arm, .. levels.Select(level => Reached(group, level))])]);
    }

    public static ExperimentTable Patches(ImmutableArray<MechanismGroup> groups)
    {
        string[] kinds = [.. groups.SelectMany(group => group.Runs).SelectMany(run => run.Patches).Select(patch => patch.Name).Distinct().Where(name => name != "seed")];
        return new ExperimentTable(
            "Who found new bests: share of an arm's gains by kind of patch, and gains in a hundred evaluations of that kind",
            ["arm", "problem", "gains a run", .. kinds],
            [
                .. groups.Select(group =>
                {
                    MechanismPatch[] all = [.. group.Runs.SelectMany(run => run.Patches).Where(patch => patch.Name != "seed")];
                    long gains = all.Sum(patch => patch.Gains);
                    return (ImmutableArray<string>)
                    [
                        group.Arm,
                        group.Problem,
                        ((double)gains / group.Runs.Length).ToString("0.0", Culture),
                        .. kinds.Select(kind => Share([.. all.Where(patch => patch.Name == kind)], gains)),
                    ];
                }),
            ]);
    }

    public static ExperimentTable Predictions(ImmutableArray<MechanismGroup> groups) => new(
        "Do goals predict anything: rank correlation of a parent's backward score with its child's gain, among parents of one bucket",
        ["arm", "problem", "trees a run", "children a run", "mean correlation", "95 % interval"],
        [
            .. groups.Where(group => group.Runs.Any(run => run.Growths > 0)).Select(group =>
            {
                var known = new MechanismGroup(group.Arm, group.Problem, [.. group.Runs.Where(run => run.CorrelationWithinBuckets is not null)]);
                Interval? mean = known.Runs.Length < 2 ? null : known.Mean(run => run.CorrelationWithinBuckets ?? 0, "correlation");
                return (ImmutableArray<string>)
                [
                    group.Arm,
                    group.Problem,
                    group.Runs.Average(run => run.Growths).ToString("0.0", Culture),
                    group.Runs.Average(run => run.Children).ToString("0", Culture),
                    mean is { } some ? Signed(some.Estimate, "0.000") : "–",
                    mean is { } ends ? Unbroken($"{Signed(ends.Low, "0.000")} to {Signed(ends.High, "0.000")}") : "–",
                ];
            }),
        ])
    {
        Note = "The placebo's row shows what no information looks like.",
    };

    private static IEnumerable<string> Cells(MechanismPair pair) =>
    [
        Unbroken($"{Signed(pair.Difference.Estimate, "0.00000")}, {Signed(pair.Difference.Low, "0.00000")} to {Signed(pair.Difference.High, "0.00000")}"),
        Unbroken(string.Create(Culture, $"{pair.Test.Wins} : {pair.Test.Losses}")),
        pair.Adjusted < 0.001 ? "< .001" : pair.Adjusted >= 1 ? "1" : pair.Adjusted.ToString(".000", Culture),
    ];

    private static string Reached(MechanismGroup group, double level)
    {
        long[] reached =
        [
            .. group.Runs.Select(run => run.Gains.FirstOrDefault(gain => group.Sign * gain.Value >= group.Sign * level)?.Evaluations).OfType<long>().Order(),
        ];
        return reached.Length == 0
            ? string.Create(Culture, $"– (0 of {group.Runs.Length})")
            : string.Create(Culture, $"{(reached[(reached.Length - 1) / 2] + reached[reached.Length / 2]) / 2.0:0.#} ({reached.Length} of {group.Runs.Length})");
    }

    private static string Share(MechanismPatch[] patches, long gains)
    {
        long evaluated = patches.Sum(patch => patch.Evaluated), found = patches.Sum(patch => patch.Gains);
        return evaluated == 0 ? "–" : string.Create(Culture, $"{(gains == 0 ? 0 : 100.0 * found / gains):0} % ({100.0 * found / evaluated:0.0})");
    }

    /// <summary>Kept on one line by narrow pages.</summary>
    private static string Unbroken(string cell) => cell.Replace(' ', '\u00A0');

    private static string Value(double value) => value.ToString("0.00000", Culture);

    private static string Signed(double value, string format) => value.ToString($"+{format};−{format};{format}", Culture);
}
