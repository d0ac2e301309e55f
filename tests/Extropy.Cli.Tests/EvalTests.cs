using System.Text.Json;

namespace Extropy.Cli.Tests;

/// <summary><c>eval</c> from the outside.</summary>
public sealed class EvalTests
{
    private static readonly string[] Toy = ["eval", "countdown", "--puzzles", "20", "--samples", "6"];
    private static readonly string[] Small = ["eval", "knights-and-knaves", "--people", "2,3", "--puzzles", "6", "--samples", "4", "--json"];

    [Fact]
    public async Task Page_OfAnEvaluation_LooksAsApproved()
    {
        CliRun run = await Cli.RunAsync(Toy);

        Assert.Equal(0, run.Code);
        Approved.Matches("eval-page", run.Out);
    }

    [Fact]
    public async Task Eval_OfTheShippedModel_KeepsTheOrderOfTheMetrics()
    {
        CliRun run = await Cli.RunAsync([.. Small, "--k", "4,1,2"]);

        Assert.Equal(0, run.Code);
        using var document = JsonDocument.Parse(run.Result);
        JsonElement all = document.RootElement.GetProperty("all");
        Assert.Equal([1, 2, 4], document.RootElement.GetProperty("k").EnumerateArray().Select(k => k.GetInt32()));
        Assert.Equal([2, 3], document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("people").GetInt32()));
        Assert.Equal(12, all.GetProperty("puzzles").GetInt32());
        Assert.Equal(12, all.GetProperty("heldOut").GetInt32());
        foreach (JsonElement outcome in (JsonElement[])[all.GetProperty("solved"), all.GetProperty("right")])
        {
            double[] pass = [.. outcome.GetProperty("pass").EnumerateObject().Select(k => Estimate(k.Value))];
            Assert.Equal(Estimate(outcome.GetProperty("avg")), pass[0]);
            Assert.Equal(pass.Order(), pass);
            Assert.Equal("wilson", outcome.GetProperty("pass").GetProperty("4").GetProperty("method").GetString());
        }

        Assert.True(Estimate(all.GetProperty("solved").GetProperty("avg")) <= Estimate(all.GetProperty("right").GetProperty("avg")));
        Assert.True(Estimate(all.GetProperty("greedySolved")) > 0.3);
        Assert.True(all.GetProperty("entropyNats").GetDouble() > 0);
    }

    [Fact]
    public async Task Eval_WithOneAndEightWorkers_GivesTheSameResult()
    {
        CliRun one = await Cli.RunAsync([.. Small, "--workers", "1"]);
        CliRun eight = await Cli.RunAsync([.. Small, "--workers", "8"]);

        Assert.Equal(one.Result, eight.Result);
    }

    [Fact]
    public async Task Eval_OfADataFile_GroupsItsRowsBySize()
    {
        string file = await FileOfAsync(3, 5, 2);

        CliRun run = await Cli.RunAsync("eval", "knights-and-knaves", "--data", file, "--samples", "1", "--temperature", "0.6", "--top-p", "0.95", "--json");

        Assert.Equal(0, run.Code);
        using var document = JsonDocument.Parse(run.Result);
        Assert.Equal(
            [(2, 5), (3, 5), (5, 5)],
            document.RootElement.GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("people").GetInt32(), row.GetProperty("puzzles").GetInt32())));
        Assert.Equal("rows of drawn-3-5-2.jsonl", document.RootElement.GetProperty("origin").GetString());
        Assert.Equal((0.6, 0.95), (document.RootElement.GetProperty("temperature").GetDouble(), document.RootElement.GetProperty("topP").GetDouble()));
    }

    [Fact]
    public async Task Eval_OfSomeSizesOfADataFile_LeavesTheOthersOut()
    {
        string file = await FileOfAsync(2, 4);

        CliRun some = await Cli.RunAsync("eval", "knights-and-knaves", "--data", file, "--samples", "1", "--people", "4", "--puzzles", "2", "--json");
        CliRun none = await Cli.RunAsync("eval", "knights-and-knaves", "--data", file, "--samples", "1", "--people", "4,7");

        using var document = JsonDocument.Parse(some.Result);
        JsonElement row = Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal((4, 2), (row.GetProperty("people").GetInt32(), row.GetProperty("puzzles").GetInt32()));
        Assert.Equal(2, none.Code);
        Assert.Contains("has no puzzle of 7 people", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_OfADamagedRow_NamesIt()
    {
        string file = Path.Combine(Home.Folder, "damaged.jsonl");
        await File.WriteAllTextAsync(file, "{\"prompt\": \"Nobody lives here.\"}\n", TestContext.Current.CancellationToken);

        CliRun run = await Cli.RunAsync("eval", "knights-and-knaves", "--data", file);

        Assert.Equal(2, run.Code);
        Assert.StartsWith("extropy: row 0 of damaged.jsonl: The puzzle cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_OfAPolicyThatOnlySamples_HasNoGreedyAnswer()
    {
        CliRun run = await Cli.RunAsync("eval", "persona-facts", "--puzzles", "5", "--samples", "2", "--json");

        using var document = JsonDocument.Parse(run.Result);
        JsonElement all = document.RootElement.GetProperty("all");
        Assert.Equal(JsonValueKind.Null, all.GetProperty("greedySolved").ValueKind);
        Assert.Equal(JsonValueKind.Null, all.GetProperty("heldOut").ValueKind);
        Assert.Equal(JsonValueKind.Null, all.GetProperty("people").ValueKind);
    }

    private static double Estimate(JsonElement mean) => mean.GetProperty("estimate").GetDouble();

    private static async Task<string> FileOfAsync(params int[] sizes)
    {
        string file = Path.Combine(Home.Folder, $"drawn-{string.Join('-', sizes)}.jsonl");
        foreach (int size in sizes)
        {
            CliRun drawn = await Cli.RunAsync("tasks", "generate", "knights-and-knaves", "--people", $"{size}", "--count", "5");
            await File.AppendAllTextAsync(file, drawn.Out, TestContext.Current.CancellationToken);
        }

        return file;
    }
}
