using System.Diagnostics;
using System.Text.Json;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary><c>improve</c>: trains, tells, saves; a kill costs nothing but time.</summary>
public sealed class ImproveTests
{
    private static readonly string[] Small =
        ["improve", "knights-and-knaves", "--set", "prompts=2", "--set", "minibatches=2", "--updates", "25", "--puzzles", "20", "--validation", "3", "--seed", "9", "--json"];

    [Fact]
    public async Task Killed_AndResumedOnOtherThreads_GivesTheSameResult()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process is ended with SIGKILL");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        CliRun whole = await Cli.RunAsync(Small);
        Assert.Equal(0, whole.Code);

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. Small, "--workers", "1"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using Process command = Process.Start(start)!;
        string id = (await command.StandardError.ReadLineAsync(cancellation) ?? "").Split(' ')[1];
        string state = Path.Combine(Home.Folder, id, "improvement.state");
        while (!File.Exists(state) && !command.HasExited) await Task.Delay(5, cancellation);
        command.Kill();
        await command.WaitForExitAsync(cancellation);
        CliRun resumed = await Cli.RunAsync("runs", "resume", id, "--json", "--workers", "3");

        Assert.Equal(137, command.ExitCode);
        Assert.Equal(0, resumed.Code);
        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task Improved_Model_IsACheckpointThatSolves()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("better");
        CliRun run = await Cli.RunAsync(
            "improve", "knights-and-knaves", "--recipe", "bes", "--set", "prompts=2", "--set", "search-tokens=300", "--updates", "2", "--puzzles", "5", "--validation", "2", "--out", model);
        CliRun solve = await Cli.RunAsync("solve", "knights-and-knaves", "--people", "3", "--model", model);

        Assert.Equal(0, run.Code);
        Assert.Contains("pass@1 after", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, solve.Code);
    }

    [Fact]
    public async Task Recipe_FromAFile_IsWhatTheResultSays()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("mine.yaml"), "base: bom\nadvantage: maxrl\nlearning-rate: 1e-5\nprompts: 2\n", TestContext.Current.CancellationToken);

        CliRun run = await Cli.RunAsync("improve", "knights-and-knaves", "--recipe", folder.File("mine.yaml"), "--dry-run", "--json");

        using JsonDocument plan = JsonDocument.Parse(run.Result);
        JsonElement recipe = plan.RootElement.GetProperty("recipe");
        Assert.Equal("mine", recipe.GetProperty("name").GetString());
        Assert.Equal("bom", recipe.GetProperty("rollout").GetString());
        Assert.Equal("maxrl", recipe.GetProperty("advantage").GetString());
        Assert.Equal("1E-05", recipe.GetProperty("learning-rate").GetString());
    }

    [Theory]
    [InlineData("advantege: maxrl", "unknown recipe setting 'advantege'; did you mean 'advantage'?")]
    [InlineData("prompts: many", "The recipe setting 'prompts' cannot be 'many': prompts of an update.")]
    [InlineData("base: gpro", "unknown recipe 'gpro'; did you mean 'grpo'?")]
    [InlineData("advantage: maxlr", "unknown advantage 'maxlr'; did you mean 'maxrl'?")]
    [InlineData("rollout: [bes]", "mine.yaml, line 1: a recipe's keys and values are plain words and numbers.")]
    [InlineData("group: 1", "The advantage 'grpo' compares rollouts of one prompt: a group of 1 is too small; use 2 or more.")]
    [InlineData("- a\n- b", "mine.yaml must hold one mapping, such as 'advantage: maxrl'.")]
    [InlineData("a: 'b", "mine.yaml, line 1: not valid YAML; a recipe is lines such as 'advantage: maxrl'.")]
    public async Task BadRecipe_IsOneSentenceAndExitsWithTwo(string yaml, string sentence)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("mine.yaml"), yaml, TestContext.Current.CancellationToken);

        CliRun run = await Cli.RunAsync("improve", "knights-and-knaves", "--recipe", folder.File("mine.yaml"), "--dry-run");

        Assert.Equal(2, run.Code);
        Assert.EndsWith(sentence, run.Error.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
