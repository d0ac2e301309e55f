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

    [Fact]
    public async Task Memory_AtTheEstimate_IsEnough_AndBelowItIsRefused()
    {
        string[] arguments =
        [
            "improve", "knights-and-knaves", "--people", "4", "--set", "prompts=6", "--updates", "2", "--puzzles", "20", "--validation", "5", "--workers", "2", "--json",
        ];
        CliRun plan = await Cli.RunAsync([.. arguments, "--dry-run"]);
        using JsonDocument json = JsonDocument.Parse(plan.Result);
        long estimate = json.RootElement.GetProperty("memoryBytes").GetInt64();

        (int code, string error, long peak) = await LimitedAsync(estimate, arguments);
        Assert.Equal(0, code);
        if (peak > 0) Assert.InRange(estimate, peak, peak * 3 / 2); // Linux only: elsewhere the peak is not known after the end
        (code, error, _) = await LimitedAsync(estimate - (1 << 20), arguments);
        Assert.Equal(2, code);
        Assert.StartsWith("extropy: This improvement needs about", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static async Task<(int Code, string Error, long Peak)> LimitedAsync(long bytes, string[] arguments)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = bytes.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        using Process command = Process.Start(start)!;
        Task<string> output = command.StandardOutput.ReadToEndAsync(cancellation), error = command.StandardError.ReadToEndAsync(cancellation);
        long peak = 0;
        while (!command.HasExited)
        {
            command.Refresh();
            if (OperatingSystem.IsLinux()) peak = Math.Max(peak, PeakOf(command.Id));
            await Task.Delay(20, cancellation);
        }

        await output;
        return (command.ExitCode, await error, peak);
    }

    private static long PeakOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
