using System.Diagnostics;
using System.Text.Json;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary>The recipe of <c>improve</c>: printed as it is used, with who decided it; a run keeps the one that it began with.</summary>
public sealed class RecipeChoiceTests
{
    [Theory]
    [InlineData("base: dapo\nprompts: 3\nlearning-rate: 2e-5\n")]
    [InlineData(null)]
    public async Task Resumed_AfterItsRecipeFileChangedOrWent_TrainsAsItBegan(string? later)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process is ended with SIGKILL");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string file = folder.File("mine.yaml");
        await File.WriteAllTextAsync(file, "base: bom\nprompts: 2\nsearch-tokens: 200\n", cancellation);
        string[] arguments =
            ["improve", "knights-and-knaves", "--recipe", file, "--set", "clip-high=0.3", "--updates", "2", "--puzzles", "20", "--validation", "3", "--seed", "9", "--json"];
        CliRun whole = await Cli.RunAsync(arguments);

        using Process command = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        string id = (await command.StandardError.ReadLineAsync(cancellation) ?? "").Split(' ')[1];
        command.Kill(); // before the first checkpoint
        await command.WaitForExitAsync(cancellation);
        if (later is null) File.Delete(file);
        else await File.WriteAllTextAsync(file, later, cancellation);
        CliRun resumed = await Cli.RunAsync("runs", "resume", id, "--json");

        Assert.Equal(0, resumed.Code);
        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task Sources_SayWhoDecided()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("mine.yaml"), "base: dapo\nprompts: 2\nloss: gspo\naggregation: seq-mean-token-mean\n", TestContext.Current.CancellationToken);

        CliRun run = await Cli.RunAsync(
            "improve", "knights-and-knaves", "--recipe", folder.File("mine.yaml"), "--set", "prompts=4", "--set", "clip-low=0.001", "--dry-run", "--json");

        using JsonDocument plan = JsonDocument.Parse(run.Result);
        JsonElement values = plan.RootElement.GetProperty("recipe"), sources = plan.RootElement.GetProperty("recipeSources");
        Assert.Equal(("16", "recipe dapo"), Of("group"));
        Assert.Equal(("4", "you"), Of("prompts"));
        Assert.Equal(("gspo", "recipe file"), Of("loss"));
        Assert.Equal(("0.001", "you"), Of("clip-low"));
        Assert.Equal(("0.0004", "loss gspo"), Of("clip-high"));
        Assert.Equal(("1", "verl recipes: 1"), Of("temperature"));

        (string?, string?) Of(string name) => (values.GetProperty(name).GetString(), sources.GetProperty(name).GetString());
    }

    [Fact]
    public async Task DryRun_OfArms_ShowsAllOfThemAndTrainsNothing()
    {
        using var folder = new TemporaryFolder();
        string results = folder.File("arms");

        CliRun run = await Cli.RunAsync(
            "improve", "knights-and-knaves", "--arms", "grpo:2,bes", "--seeds", "3", "--updates", "7", "--tokens", "5000", "--results", results, "--dry-run", "--json");

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        Assert.False(Directory.Exists(results));
        using JsonDocument plan = JsonDocument.Parse(run.Result);
        Assert.Equal(["grpo", "bes"], plan.RootElement.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("name").GetString()));
        Assert.Equal([2, 3], plan.RootElement.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("seeds").GetInt32()));
        Assert.Equal("truth", plan.RootElement.GetProperty("arms")[1].GetProperty("settings").GetProperty("goals").GetString());
        Assert.Equal(5 * 7 * 5000, plan.RootElement.GetProperty("generatedTokens").GetInt64());
        Assert.True(plan.RootElement.GetProperty("memoryBytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("--arms", "grpo", "--recipe", "bes")]
    [InlineData("--arms", "grpo", "--set", "prompts=2")]
    [InlineData("--tokens", "100")]
    public async Task Flags_ThatWouldDoNothing_AreRefused(params string[] flags)
    {
        CliRun run = await Cli.RunAsync(["improve", "knights-and-knaves", "--dry-run", .. flags]);

        Assert.Equal(2, run.Code);
        Assert.Contains("--arms", run.Error, StringComparison.Ordinal);
    }
}
