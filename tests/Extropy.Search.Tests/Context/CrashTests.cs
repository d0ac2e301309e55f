using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Extropy.CrashHost;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;
using Extropy.Testing.Files;

namespace Extropy.Search.Tests.Context;

/// <summary>
/// A run with eight searches in flight that is killed again and again ends with the bytes of one that was left in peace; in a fickle world,
/// where no two processes get the same answers, no record ever contradicts another.
/// </summary>
[Trait("kind", "crash-resume")]
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "pure")]
    [InlineData(2, "fickle")]
    public async Task Run_KilledBeforeDuringAndAfterEveryCommit_EndsWithTheSameBytes(long seed, string world)
    {
        const int Commits = 7;
        var kills = new List<string>();
        for (int commit = 0; commit < Commits; commit++)
        {
            for (int moment = 1; moment <= 3; moment++)
            {
                string place = await KillAsync(seed, moment.ToString(CultureInfo.InvariantCulture), world);
                kills.Add(place.Split(' ')[0]);
            }
        }

        await KillAsync(seed, "flying", world);
        await KillAsync(seed, "end", world);
        await KillAsync(seed, "written", world);
        string written = Result(Folder(seed));
        string[] last = (await LiveAsync(seed, world)).Split(' ');

        Assert.Equal(Enumerable.Repeat<string[]>(["before", "during", "after"], Commits).SelectMany(names => names), kills);
        Assert.Equal("finished", last[0]);
        Assert.Equal("0", last[1]); // rows: the last life asked nobody, so every event was recorded by a life that was killed
        Assert.InRange(int.Parse(last[2], CultureInfo.InvariantCulture), 40, int.MaxValue);
        Assert.Equal(written, Result(Folder(seed)));
        if (world == "pure") Assert.Equal(await ResultInPeaceAsync(seed, workers: 8), written);
    }

    [Fact]
    public async Task Workers_OneAndEight_GiveTheSameBytes() =>
        Assert.Equal(await ResultInPeaceAsync(3, workers: 1), await ResultInPeaceAsync(3, workers: 8));

    [Fact]
    public async Task Run_CancelledAndResumed_EndsWithTheSameBytes()
    {
        string expected = await ResultInPeaceAsync(4, workers: 8);
        string root = Folder(4);
        for (int commits = 5; commits <= 15; commits += 5)
        {
            using var stop = new CancellationTokenSource();
            var store = new RunStore(root, TimeProvider.System) { Commits = new CancelAt(commits, stop) };
            await using RunSession run = Open(store, 4);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scenario.RunAsync(run, 8, stop.Token));
        }

        var last = new RunStore(root, TimeProvider.System);
        Assert.Equal(RunState.Interrupted, last.List()[0].State);
        await using (RunSession run = Open(last, 4))
        {
            Assert.True(run.Journal.IsResumed);
            await run.FinishAsync(await Scenario.RunAsync(run, 8, CancellationToken.None), "null"u8.ToArray());
        }

        Assert.Equal(expected, Result(root));
    }

    [Fact]
    public async Task SecondProcess_OnTheSameRun_IsToldWhoHoldsIt()
    {
        using Process first = Start(5, "1", "pure");
        await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var store = new RunStore(Folder(5), TimeProvider.System);

        Assert.Equal(RunState.Running, store.Show("crash-s5-1").State);
        Assert.Equal($"{first.Id}", Assert.Throws<RunBusyException>(() => store.Resume("crash-s5-1")).Process);
        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(RunState.Interrupted, store.Show("crash-s5-1").State);
        await using RunSession resumed = store.Resume("crash-s5-1");
    }

    private async Task<string> ResultInPeaceAsync(long seed, int workers)
    {
        string root = _folder.File($"peace-{seed}-{workers}");
        var store = new RunStore(root, TimeProvider.System);
        await using (RunSession run = store.Create(Scenario.Request(seed)))
            await run.FinishAsync(await Scenario.RunAsync(run, workers, CancellationToken.None), "null"u8.ToArray());
        return Result(root);
    }

    private static RunSession Open(RunStore store, long seed) =>
        store.List() is [RunSummary known, ..] ? store.Resume(known.Id) : store.Create(Scenario.Request(seed));

    private static string Result(string root)
    {
        string file = Directory.GetFiles(root, "result.json", SearchOption.AllDirectories).Single();
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.GetProperty("result").GetRawText();
    }

    private string Folder(long seed) => _folder.File($"killed-{seed}");

    /// <summary>Starts a life, waits until it says where it is, sends SIGKILL, and returns what it said.</summary>
    private async Task<string> KillAsync(long seed, string stop, string world)
    {
        using Process life = Start(seed, stop, world);
        string? place = await life.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        life.Kill();
        await life.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(place is not null, await life.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.NotEqual(0, life.ExitCode);
        return place;
    }

    /// <summary>Starts a life and lets it end.</summary>
    private async Task<string> LiveAsync(long seed, string world)
    {
        using Process life = Start(seed, "never", world);
        string output = await life.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await life.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(life.ExitCode == 0, await life.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return output;
    }

    private Process Start(long seed, string stop, string world)
    {
        string here = typeof(CrashTests).Assembly.GetName().Name!; // every assembly has a name
        string program = Path.Combine(
            AppContext.BaseDirectory.Replace(here, "Extropy.CrashHost", StringComparison.Ordinal),
            OperatingSystem.IsWindows() ? "Extropy.CrashHost.exe" : "Extropy.CrashHost");
        var start = new ProcessStartInfo(program, [Folder(seed), $"{seed}", stop, world])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0"; // short lives
        return Process.Start(start)!; // not null: nothing is reused
    }

    private sealed class CancelAt(int commits, CancellationTokenSource stop) : ICommitObserver
    {
        private int _commits;

        public void Before(int rows)
        {
        }

        public void During(int rows)
        {
            if (++_commits == commits) stop.Cancel();
        }

        public void After(int rows)
        {
        }
    }
}
