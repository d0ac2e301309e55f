using Extropy.Catalog.Bes;
using Extropy.Catalog.Experiments;
using Extropy.Core.Errors;

namespace Extropy.Catalog.Tests.Bes;

public sealed class BesExperimentTests
{
    private static readonly BesToyOptions Small = new() { Repetitions = 60, Stay = [0.9] };

    [Fact]
    public void Toy_AnyNumberOfWorkers_GivesTheSameCells() =>
        Assert.Equal(BesToy.Run(Small, null, default), BesToy.Run(Small with { Workers = 4 }, null, default));

    [Fact]
    public void Toy_Bes_BeatsRolloutsAndTree_EvenAtThisSize()
    {
        var cells = BesToy.Run(Small with { WithAblations = false }, null, default).ToDictionary(cell => cell.Arm);

        Assert.Equal(7, cells.Count);
        Assert.True(cells[BesToyArm.Flagship].Rate.Low > cells["best-of-N"].Rate.High);
        Assert.True(cells[BesToyArm.Flagship].Rate.Low > cells["tree, terminal only"].Rate.High);
        Assert.All(cells.Values, cell => Assert.NotNull(cell.Reference));
    }

    [Fact]
    public void Toy_Report_NamesItsRules()
    {
        var options = Small with { Repetitions = 10 };
        ExperimentReport report = BesToyExperiment.Report(options, BesToy.Run(options, null, default));

        Assert.Contains(report.Rules, rule => rule.Contains("200 policy calls", StringComparison.Ordinal));
        Assert.All(report.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Length, row.Length)));
    }

    [Fact]
    public void Toy_BadOptions_AreNamedAllAtOnce()
    {
        var options = new BesToyOptions { Repetitions = 0, PolicyCalls = 0, Workers = 0, Stay = [] };
        string message = Assert.Throws<BadInputException>(() => BesToy.Run(options, null, default)).Message;

        Assert.All(["repetitions", "budget", "workers", "stickiness"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Theory_EveryClosedForm_AgreesWithItsSimulation()
    {
        ExperimentReport report = await new BesTheoryExperiment().RunAsync(new ExperimentOptions { Seed = 1, Repetitions = 500 }, null, CancellationToken.None);

        Assert.Equal(ExperimentVerdict.Confirmed, report.Verdict);
        Assert.Contains(report.Tables[0].Rows, row => row.Contains("33.074570621"));
        Assert.Contains(report.Tables[0].Rows, row => row.Contains("134.789379293"));
        Assert.All(report.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Length, row.Length)));
    }

    [Fact]
    public void Theory_WithoutMemory_RecombinationChangesNothing()
    {
        var checks = BesTheory.EntropyShell([64], 0.5, samples: 50, seed: 1, default);

        Assert.All(checks, check => Assert.True(check.Passes));
        Assert.Equal(checks[0].Exact, checks[1].Exact, 1e-9);
    }
}
