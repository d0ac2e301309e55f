using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Catalog.Bes;
using Extropy.Catalog.Experiments;
using Extropy.Catalog.Systems;
using Extropy.Learning.Improvement.Arms;

namespace Extropy.Catalog.Tests.Bes;

/// <summary>The verdict on the training arms follows from the records, in every direction.</summary>
public sealed class BesLogicalReportTests
{
    private const int Puzzles = 200;

    [Theory]
    [InlineData(0.6, 0.3, 120, 60, ExperimentVerdict.Confirmed)]
    [InlineData(0.6, 0.3, 60, 60, ExperimentVerdict.Partly)]
    [InlineData(0.6, 0.3, 60, 120, ExperimentVerdict.Partly)]
    [InlineData(0.2, 0.3, 120, 60, ExperimentVerdict.Partly)]
    [InlineData(0.2, 0.3, 60, 60, ExperimentVerdict.NotConfirmedAtThisScale)]
    [InlineData(0.2, 0.3, 60, 120, ExperimentVerdict.Refuted)]
    public void Verdict_FollowsFromSolveRateAndHeldOutPuzzles(double besRate, double grpoRate, int besSolved, int grpoSolved, ExperimentVerdict expected)
    {
        ImmutableArray<ArmRecord> records =
        [
            Record("grpo", 1, grpoRate, grpoSolved), Record("bes", 1, besRate, besSolved), Record("grpo", 2, grpoRate, grpoSolved), Record("bes", 2, besRate, besSolved),
        ];

        ExperimentReport report = BesLogicalReport.Of(records, new ArmsPlan { Arms = [(KnownArms.Find("grpo"), 2), (KnownArms.Find("bes"), 2)] });

        Assert.Equal(expected, report.Verdict);
    }

    [Fact]
    public void Verdict_WithoutTheBaseline_IsNone() => Assert.Contains(
        "No verdict", BesLogicalReport.Of([Record("bes", 1, 0.5, 10)], new ArmsPlan { Arms = [(KnownArms.Find("bes"), 1)] }).Summary, StringComparison.Ordinal);

    [Fact]
    public void RecordedResult_FollowsFromTheCommittedFiles()
    {
        string folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "docs", "results", "bes-logical"));
        ArmsPlan plan = BesLogicalExperiment.Plan();
        ImmutableArray<ArmRecord> records =
            [.. plan.Runs.Select(run => ArmRecord.Read(Path.Combine(folder, FormattableString.Invariant($"{run.Arm.Name}-s{run.Seed}.json"))))];

        ExperimentReport report = BesLogicalReport.Of(records, plan);
        using JsonDocument recorded = JsonDocument.Parse(RecordedResults.Of("bes-logical") ?? "");

        Assert.All(records, record => Assert.Equal(plan.SettingsOf(KnownArms.Find(record.Arm)), record.Settings));
        Assert.Equal(report.Summary, recorded.RootElement.GetProperty("summary").GetString());
        Assert.Equal(
            report.Tables.SelectMany(table => table.Rows).SelectMany(row => row),
            recorded.RootElement.GetProperty("tables").EnumerateArray().SelectMany(table => table.GetProperty("rows").EnumerateArray()).SelectMany(row => row.EnumerateArray()).Select(cell => cell.GetString()));
        Assert.All(records, record => Assert.Equal(plan.Options.Run.Updates, record.OptimiserSteps));
        Assert.All(records, record => Assert.InRange(record.Tokens, plan.Tokens * plan.Options.Run.Updates, 1.03 * plan.Tokens * plan.Options.Run.Updates));
    }

    private static ArmRecord Record(string arm, long seed, double rate, int solved)
    {
        ImmutableArray<ArmLevel> levels = [new("n = 4", Digits(solved), Digits(solved), Digits(solved), 1), new("n = 6", Digits(solved), Digits(solved), Digits(solved), 1)];
        return new ArmRecord
        {
            Arm = arm, Seed = seed, Settings = ImmutableSortedDictionary<string, string>.Empty, Before = "a", After = "b", OptimiserSteps = 1,
            Searched = 0, Sound = 0, Successes = 0, Evolved = 0, LevelsBefore = levels, LevelsAfter = levels,
            Curve = [new ArmPoint(100, 100, (int)(100 * rate), 10, 0.5, rate, 0.1, null, 0.1, 0.1)],
        };
    }

    private static string Digits(int ones) => new string('1', ones) + new string('0', Puzzles - ones);
}
