using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Catalog.Bes.OpenProblems;
using Extropy.Catalog.Experiments;
using Extropy.Catalog.Systems;
using Extropy.Evolution.Mechanism;

namespace Extropy.Catalog.Tests.Bes;

/// <summary>The verdict on the mechanism follows from the records, in every direction, and the recorded one from the committed files.</summary>
public sealed class BesOpenProblemsReportTests
{
    private static readonly string Committed =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "docs", "results", "bes-open-problems"));

    [Theory]
    [InlineData(12, 12, ExperimentVerdict.Confirmed)]
    [InlineData(12, 6, ExperimentVerdict.Partly)]
    [InlineData(6, 6, ExperimentVerdict.NotConfirmedAtThisScale)]
    [InlineData(12, 0, ExperimentVerdict.NotConfirmedAtThisScale)]
    [InlineData(6, 0, ExperimentVerdict.Refuted)]
    [InlineData(0, 0, ExperimentVerdict.Refuted)]
    public void Verdict_FollowsFromSeedsWonAgainstPlainEvolution(int wonSquare, int wonHeilbronn, ExperimentVerdict expected)
    {
        ImmutableArray<MechanismRecord> records = [.. Runs("circle-packing-26", "BES", wonSquare), .. Runs("heilbronn-convex-13", "BES", wonHeilbronn)];

        Assert.Equal(expected, BesOpenProblemsReport.Of(records, new MechanismPlan()).Verdict);
    }

    [Theory]
    [InlineData(12, "what goals say matters")]
    [InlineData(8, "nothing may be claimed of goals")]
    [InlineData(0, "nothing may be claimed of goals")]
    public void Goals_AreClaimedOnlyWhereTheyBeatThePlacebo(int won, string expected)
    {
        MechanismRecord[] bes = [.. Runs("circle-packing-26", "BES", won)];
        ImmutableArray<MechanismRecord> records = [.. bes, .. bes.Where(run => run.Arm == "S").Select(run => run with { Arm = "BES-shuffled" })];

        Assert.Contains(expected, BesOpenProblemsReport.Of(records, new MechanismPlan()).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_WithoutPlainEvolution_IsNone() => Assert.StartsWith(
        "No verdict", BesOpenProblemsReport.Of([Record("circle-packing-26", "BES", 1, 2.5)], new MechanismPlan()).Summary, StringComparison.Ordinal);

    [Fact]
    public void Runs_WithoutAnythingValid_CountAsTheWorst()
    {
        ImmutableArray<MechanismRecord> records = [.. Runs("circle-packing-26", "BES", 12).Select(run => run.Arm == "BES" ? run with { Best = null, Gains = [] } : run)];

        Assert.Equal(ExperimentVerdict.Refuted, BesOpenProblemsReport.Of(records, new MechanismPlan()).Verdict);
    }

    [Fact]
    public void RecordedResult_FollowsFromTheCommittedFiles()
    {
        ImmutableArray<MechanismRecord> records = Recorded();
        ExperimentReport report = BesOpenProblemsReport.Of(records, BesOpenProblemsExperiment.Plan());
        using JsonDocument recorded = JsonDocument.Parse(RecordedResults.Of(BesOpenProblemsReport.Name) ?? "");

        Assert.Equal(192, records.Length);
        Assert.All(records, record => Assert.Equal((400, 20_000), (record.Evaluations, record.Units)));
        Assert.All(records, record => Assert.InRange(record.UnitsSpent, 1, record.Evaluations * record.Units));
        Assert.Equal(report.Summary, recorded.RootElement.GetProperty("summary").GetString());
        Assert.Equal(
            report.Tables.SelectMany(table => table.Rows).SelectMany(row => row),
            recorded.RootElement.GetProperty("tables").EnumerateArray().SelectMany(table => table.GetProperty("rows").EnumerateArray()).SelectMany(row => row.EnumerateArray()).Select(cell => cell.GetString()));
    }

    [Fact]
    public void Recorded_EveryArm_BeatsClimbingWithoutEvolution()
    {
        const double hillClimbing = 0.0204; // best of 8 starts of 6,000 steps
        Assert.All(
            Recorded().Where(record => record.Problem == "heilbronn-convex-13").GroupBy(record => record.Arm),
            arm => Assert.True(arm.Average(record => record.Best) > hillClimbing, arm.Key));
    }

    [Theory]
    [InlineData("circle-packing-26", "R", 3)]
    [InlineData("heilbronn-convex-13", "BES", 5)]
    public async Task RecordedRun_MadeAgain_IsTheSame(string problem, string arm, long seed)
    {
        var run = new MechanismRun(MechanismArms.Get(arm), problem, seed, 400, 20_000);

        MechanismRecord again = await run.RunAsync(CancellationToken.None);

        MechanismRecord? recorded = new MechanismFolder(Committed).TryRead(run);
        Assert.Equal(recorded?.Gains.AsEnumerable(), again.Gains);
        Assert.Equal((recorded?.Genome, recorded?.UnitsSpent, recorded?.Correlation), (again.Genome, again.UnitsSpent, again.Correlation));
    }

    private static ImmutableArray<MechanismRecord> Recorded()
    {
        var folder = new MechanismFolder(Committed);
        return [.. BesOpenProblemsExperiment.Plan().Runs.Select(run => folder.TryRead(run)).OfType<MechanismRecord>()];
    }

    /// <summary>Twelve pairs of an arm and plain evolution, so many of them won.</summary>
    private static IEnumerable<MechanismRecord> Runs(string problem, string arm, int won) => Enumerable.Range(1, 12).SelectMany(seed => new[]
    {
        Record(problem, "S", seed, 1 + (0.01 * seed)), Record(problem, arm, seed, 1 + (0.01 * seed) + (seed <= won ? 0.001 : -0.001)),
    });

    private static MechanismRecord Record(string problem, string arm, long seed, double best) => new()
    {
        Arm = arm, Problem = problem, Seed = seed, Evaluations = 400, Units = 20_000, UnitsSpent = 1_000_000, Correct = 400, Repeated = 0, Best = best, Genome = "[]",
        Gains = [new MechanismGain(3, best - 0.1, "seed"), new MechanismGain(100, best, "diff")], Patches = [new MechanismPatch("diff", 100, 100, 100, 1)],
        Growths = 0, Children = 0, Correlation = null, CorrelationWithinBuckets = null,
    };
}
