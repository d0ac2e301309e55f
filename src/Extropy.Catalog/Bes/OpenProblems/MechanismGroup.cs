using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Statistics;
using Extropy.Evolution.Mechanism;
using Extropy.Evolution.Problems;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>The runs of one arm on one problem, by ascending seed.</summary>
internal sealed class MechanismGroup(string arm, string problem, ImmutableArray<MechanismRecord> runs)
{
    private static readonly RandomStream Resamples = RandomStream.FromSeed(1).For("mechanism report"); // decides intervals only

    public string Arm => arm;

    public string Problem => problem;

    public ImmutableArray<MechanismRecord> Runs => runs;

    /// <summary>1 where more is better, −1 where less is.</summary>
    public int Sign { get; } = KnownProblems.Find(problem).Aim == Aim.Maximise ? 1 : -1;

    /// <summary>The best metric of each run; a run without a valid layout counts as the worst value, 0 where more is better.</summary>
    public double[] Bests => [.. runs.Select(run => run.Best ?? Nothing)];

    /// <summary>Worse than anything valid.</summary>
    public double Nothing => Sign > 0 ? 0 : double.MaxValue;

    /// <summary>All groups of some records, in their order.</summary>
    public static ImmutableArray<MechanismGroup> Of(IEnumerable<MechanismRecord> records) =>
    [
        .. records.GroupBy(record => (record.Problem, record.Arm))
            .Select(group => new MechanismGroup(group.Key.Arm, group.Key.Problem, [.. group.OrderBy(record => record.Seed)])),
    ];

    /// <summary>Mean with its interval over runs; one run has none.</summary>
    public Interval Mean(Func<MechanismRecord, double> value, string purpose)
    {
        double[] values = [.. runs.Select(value)];
        return values.Length < 2
            ? new Interval(values[0], values[0], values[0], Interval.DefaultLevel)
            : Bootstrap.OfSample(values, MeanOf, Resamples.For(purpose).For(problem).For(arm));
    }

    /// <summary>How much better this arm is than another on the same seeds: positive is better, whatever the aim.</summary>
    public MechanismPair Against(MechanismGroup other)
    {
        double[] first = [.. Paired(other).Select(pair => Sign * pair.Own)], second = [.. Paired(other).Select(pair => Sign * pair.Other)];
        var compared = PairedMeans.Of(first, second, Resamples.For("pairs").For(problem).For(arm).For(other.Arm));
        return new MechanismPair(this, other.Arm, compared.Difference, compared.Test);
    }

    private IEnumerable<(double Own, double Other)> Paired(MechanismGroup other) =>
        from run in runs join rival in other.Runs on run.Seed equals rival.Seed select (run.Best ?? Nothing, rival.Best ?? Nothing);

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }
}
