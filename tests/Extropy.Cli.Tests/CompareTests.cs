using System.Text.Json;

namespace Extropy.Cli.Tests;

/// <summary><c>compare</c>, <c>tasks</c> and <c>pretrain</c> from the outside.</summary>
public sealed class CompareTests
{
    private static readonly string[] Toy = ["compare", "persona-facts", "--puzzles", "6", "--tokens", "60", "--strategies", "bes,tree,best-of-n", "--json"];

    [Fact]
    public async Task Compare_AtEqualTokens_SpendsTheSameOnWhatStaysUnsolved()
    {
        CliRun run = await Cli.RunAsync(Toy);

        Assert.Equal(0, run.Code);
        using var document = JsonDocument.Parse(run.Result);
        JsonElement[] unsolved = [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("spentUnsolved")).Where(range => range.GetProperty("searches").GetInt32() > 0)];
        Assert.NotEmpty(unsolved);
        Assert.All(unsolved, range => Assert.Equal((60, 60), (range.GetProperty("least").GetInt64(), range.GetProperty("most").GetInt64())));
    }

    [Fact]
    public async Task Compare_WithOneAndEightWorkers_GivesTheSameResult()
    {
        CliRun one = await Cli.RunAsync([.. Toy, "--workers", "1"]);
        CliRun eight = await Cli.RunAsync([.. Toy, "--workers", "8"]);

        Assert.Equal(one.Result, eight.Result);
    }

    [Fact]
    public async Task Compare_CancelledAndResumed_GivesTheUninterruptedResult()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        CliRun whole = await Cli.RunAsync(Toy);
        CliRun cut = await Cli.RunAsync(stopped.Token, Toy);

        CliRun resumed = await Cli.RunAsync("runs", "resume", cut.Id);

        Assert.Equal(130, cut.Code);
        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task Page_OfAComparison_HasATableForTheProblemAndReadsIt()
    {
        CliRun run = await Cli.RunAsync("compare", "persona-facts", "--puzzles", "3", "--tokens", "40", "--strategies", "bes,tree");

        Assert.Equal(0, run.Code);
        Assert.Contains("persona-facts  (3 searches each)", run.Out, StringComparison.Ordinal);
        Assert.Contains("against bes", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratedPuzzles_AreReadBackWithoutAFault()
    {
        CliRun drawn = await Cli.RunAsync("tasks", "generate", "knights-and-knaves", "--people", "4", "--count", "30");
        string file = Path.Combine(Home.Folder, "drawn.jsonl");
        await File.WriteAllTextAsync(file, drawn.Out, TestContext.Current.CancellationToken);

        CliRun check = await Cli.RunAsync("tasks", "check", "knights-and-knaves", "--data", file, "--json");

        Assert.Equal(0, check.Code);
        using var document = JsonDocument.Parse(check.Result);
        Assert.Equal(30, document.RootElement.GetProperty("rows").GetInt64());
        Assert.Equal(30, document.RootElement.GetProperty("parsed").GetInt64());
        Assert.Equal(30, document.RootElement.GetProperty("solutionEqual").GetInt64());
        Assert.True(document.RootElement.TryGetProperty("statementsEqual", out _));
    }

    [Fact]
    public async Task PretrainedModel_CanBeSolvedWithAndEvaluated()
    {
        string model = Path.Combine(Home.Folder, "tiny-model");
        CliRun pretrain = await Cli.RunAsync(
            "pretrain", "knights-and-knaves", "--verdict-steps", "1", "--derivation-steps", "1", "--evaluation-puzzles", "0", "--out", model);

        CliRun solve = await Cli.RunAsync("solve", "knights-and-knaves", "--people", "2", "--budget-tokens", "100", "--model", model);
        CliRun eval = await Cli.RunAsync("eval", "knights-and-knaves", "--people", "2", "--puzzles", "2", "--samples", "1", "--model", model, "--json");

        Assert.Equal(0, pretrain.Code);
        Assert.Equal(3, solve.Code);
        Assert.Contains("A very special island", solve.Out, StringComparison.Ordinal);
        Assert.Equal(0, eval.Code);
        Assert.Contains("\"greedySolved\"", eval.Result, StringComparison.Ordinal);
    }
}
