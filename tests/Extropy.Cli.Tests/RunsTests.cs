using System.Text.Json;
using Extropy.Runs.Store;

namespace Extropy.Cli.Tests;

/// <summary>Runs can be stopped, resumed, shown, exported and drawn.</summary>
public sealed class RunsTests
{
    [Fact]
    public async Task Resume_OfACancelledRun_GivesTheUninterruptedResult()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        CliRun whole = await Cli.RunAsync("solve", "persona-facts", "--seed", "21", "--json");
        CliRun cut = await Cli.RunAsync(stopped.Token, "solve", "persona-facts", "--seed", "21", "--json");
        CliRun resumed = await Cli.RunAsync("runs", "resume", cut.Id);

        Assert.Equal(130, cut.Code);
        Assert.EndsWith($"Go on with: extropy runs resume {cut.Id}\n", cut.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(cut.Out);
        Assert.Equal(whole.Code, resumed.Code);
        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task Resume_OfAHalfRecordedRun_GivesTheUninterruptedResult()
    {
        CliRun whole = await Cli.RunAsync("solve", "persona-facts", "--seed", "22", "--json");
        CliRun half = await Cli.RunAsync("solve", "persona-facts", "--seed", "22", "--json");
        Forget(half.Id, everyEffectAfter: 10);

        CliRun resumed = await Cli.RunAsync("runs", "resume", half.Id, "--workers", "3");

        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task Resume_OfAFinishedRun_ShowsTheSameResult()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "23", "--json");

        CliRun again = await Cli.RunAsync("runs", "resume", run.Id);

        Assert.Equal(run.Result, again.Result);
    }

    [Fact]
    public async Task List_AndShow_TellWhereARunStands()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "24", "--json");

        CliRun list = await Cli.RunAsync("runs", "list");
        CliRun show = await Cli.RunAsync("runs", "show", run.Id, "--json");

        Assert.Contains(run.Id, list.Out, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"finished\"", show.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfAnUnknownRun_OffersTheNearestName()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "2525", "--json");

        CliRun show = await Cli.RunAsync("runs", "show", run.Id + "x");

        Assert.Equal(2, show.Code);
        Assert.Contains($"did you mean '{run.Id}'", show.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WritesOneLineForEachNode()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "26", "--json");

        CliRun export = await Cli.RunAsync("runs", "export", run.Id);

        string[] lines = export.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var result = JsonDocument.Parse(run.Result);
        Assert.Equal(result.RootElement.GetProperty("pool").GetProperty("nodes").GetInt32(), lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task Report_IsOneFileThatLoadsNothing()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "27", "--json");
        string file = Path.Combine(Home.Folder, "report-27.html");

        CliRun report = await Cli.RunAsync("runs", "report", run.Id, "--out", file);

        string html = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(0, report.Code);
        Assert.Contains("Search tree", html, StringComparison.Ordinal);
        Assert.Contains("Goal coverage over time", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Entropy</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAHalfRecordedRun_ShowsWhatIsThere()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "28", "--json");
        Forget(run.Id, everyEffectAfter: 5);
        string file = Path.Combine(Home.Folder, "report-28.html");

        CliRun report = await Cli.RunAsync("runs", "report", run.Id, "--out", file);

        Assert.Equal(0, report.Code);
        Assert.Contains("interrupted", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_WithARule_DeletesFinishedRuns()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "29", "--json");
        int before = RunStore.FromEnvironment(TimeProvider.System).List().Length;

        CliRun plan = await Cli.RunAsync("runs", "gc", "--older-than-days", "1000", "--dry-run");

        Assert.Equal(0, plan.Code);
        Assert.Contains("0 runs would go", plan.Out, StringComparison.Ordinal);
        Assert.True(RunStore.FromEnvironment(TimeProvider.System).List().Length >= Math.Min(before, 1));
        Assert.Equal(0, run.Code);
    }

    /// <summary>Makes a run as it would be after a kill: only its first effects are on record.</summary>
    private static void Forget(string id, int everyEffectAfter)
    {
        string journal = Path.Combine(Home.Folder, id, "journal.db");
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"DELETE FROM effects WHERE ordinal >= {everyEffectAfter}";
        command.ExecuteNonQuery();
    }
}
