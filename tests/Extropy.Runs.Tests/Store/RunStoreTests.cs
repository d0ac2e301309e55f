using System.Text.Json;
using Extropy.Core.Errors;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;
using Extropy.Testing.Files;
using Microsoft.Extensions.Time.Testing;

namespace Extropy.Runs.Tests.Store;

public sealed class RunStoreTests : IDisposable
{
    private static readonly RunRequest Solve = new("solve", 7, ["solve", "knights-and-knaves", "--seed", "7"]);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly RunStore _store;

    public RunStoreTests() => _store = new RunStore(_folder.File("runs"), _time, "./extropy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_NamesRunsAfterCommandSeedAndNumber()
    {
        await using RunSession first = _store.Create(Solve);
        await using RunSession second = _store.Create(Solve);
        await using RunSession other = _store.Create(Solve with { Seed = -1 });

        Assert.Equal(["solve-s7-1", "solve-s7-2", "solve-s-1-1"], [first.Id, second.Id, other.Id]);
        Assert.Equal("./extropy runs resume solve-s7-2", second.ResumeLine);
    }

    [Fact]
    public async Task Finish_WritesResultAndState()
    {
        await using (RunSession run = _store.Create(Solve))
            await run.FinishAsync("""{"answer":"ä"}"""u8.ToArray(), """{"seconds":1.5}"""u8.ToArray(), exitCode: 3);

        RunSummary summary = _store.Show("solve-s7-1");
        using JsonDocument written = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(summary.Folder, "result.json")));

        Assert.Equal((RunState.Finished, 3, false), (summary.State, summary.Manifest.ExitCode, summary.CanResume));
        Assert.Equal("ä", written.RootElement.GetProperty("result").GetProperty("answer").GetString());
        Assert.Equal(1.5, written.RootElement.GetProperty("measured").GetProperty("seconds").GetDouble());
    }

    [Fact]
    public async Task Finish_WithSomethingElseThanJson_WritesNothing()
    {
        await using RunSession run = _store.Create(Solve);

        await Assert.ThrowsAnyAsync<JsonException>(() => run.FinishAsync("nonsense"u8.ToArray(), "{}"u8.ToArray()).AsTask());

        Assert.False(File.Exists(run.ResultPath));
        Assert.Equal(RunState.Running, _store.Show(run.Id).State);
    }

    [Fact]
    public async Task Dispose_WithoutFinish_LeavesARunThatCanBeResumed()
    {
        await using (RunSession run = _store.Create(Solve)) Assert.Equal(RunState.Running, _store.Show(run.Id).State);

        RunSummary stopped = _store.Show("solve-s7-1");
        await using RunSession resumed = _store.Resume("solve-s7-1");

        Assert.Equal((RunState.Interrupted, true), (stopped.State, stopped.CanResume));
        Assert.Equal((RunState.Running, 1), (resumed.Manifest.State, resumed.Manifest.Resumes));
        Assert.Equal(Solve.Arguments, resumed.Manifest.Arguments);
    }

    [Fact]
    public async Task KilledRun_StillSaysRunning_ButIsShownAsInterrupted()
    {
        await using (_store.Create(Solve))
        {
        }

        string manifest = Path.Combine(_store.Root, "solve-s7-1", "run.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("Interrupted", "Running", StringComparison.Ordinal));

        Assert.Equal(RunState.Interrupted, _store.Show("solve-s7-1").State);
    }

    [Fact]
    public async Task Fail_KeepsTheReason()
    {
        await using (RunSession run = _store.Create(Solve)) run.Fail("The disk is full.");

        RunSummary failed = _store.Show("solve-s7-1");

        Assert.Equal((RunState.Failed, true, "The disk is full."), (failed.State, failed.CanResume, failed.Manifest.Failure));
    }

    [Fact]
    public async Task Resume_OfARunInWork_NamesTheProcess()
    {
        await using RunSession run = _store.Create(Solve);

        var fault = Assert.Throws<RunBusyException>(() => _store.Resume(run.Id));

        Assert.Equal(Environment.ProcessId.ToString(), fault.Process);
    }

    [Fact]
    public async Task Show_OfAnUnknownRun_OffersTheNearest()
    {
        await using RunSession run = _store.Create(Solve);

        var fault = Assert.Throws<BadInputException>(() => _store.Show("solve-s7-2"));

        Assert.Contains("'solve-s7-1'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../runs")]
    [InlineData("a/b")]
    public void Show_OfAPath_IsRefused(string id) => Assert.Throws<BadInputException>(() => _store.Show(id));

    [Fact]
    public async Task Show_OfADamagedManifest_SaysWhatIsWrong()
    {
        await using (_store.Create(Solve))
        {
        }

        File.WriteAllText(Path.Combine(_store.Root, "solve-s7-1", "run.json"), "{ \"id\": ");

        var fault = Assert.Throws<ExtropyException>(() => _store.Show("solve-s7-1"));

        Assert.Contains("run.json", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_store.List());
    }

    [Fact]
    public async Task Salvage_OfADamagedRun_MakesItResumable()
    {
        await using (_store.Create(Solve))
        {
        }

        string journal = Path.Combine(_store.Root, "solve-s7-1", "journal.db");
        File.WriteAllText(journal, new string('x', 5000));
        Assert.Throws<JournalDamagedException>(() => _store.Resume("solve-s7-1"));

        (long saved, JournalDamagedException? damage) = _store.Salvage("solve-s7-1");
        await using RunSession resumed = _store.Resume("solve-s7-1");

        Assert.Equal((0L, 0L), (saved, damage!.Offset));
        Assert.False(resumed.Journal.IsResumed);
    }

    [Fact]
    public async Task List_IsByAge()
    {
        await using RunSession old = _store.Create(Solve with { Command = "zebra" });
        _time.Advance(TimeSpan.FromSeconds(1));
        await using RunSession young = _store.Create(Solve with { Command = "ape" });

        Assert.Equal([old.Id, young.Id], _store.List().Select(run => run.Id));
    }

    [Fact]
    public void List_WithoutAFolder_IsEmpty() => Assert.Empty(_store.List());

    [Fact]
    public async Task Plan_TakesOldFinishedRunsOnly_AndTouchesNothing()
    {
        await FinishAsync();
        await using (_store.Create(Solve))
        {
        }

        _time.Advance(TimeSpan.FromDays(8));
        await FinishAsync();

        CollectionPlan plan = _store.Plan(new CollectionRule { OlderThan = TimeSpan.FromDays(7) });

        Assert.Equal(["solve-s7-1"], plan.Runs.Select(run => run.Id));
        Assert.Equal(3, _store.List().Length);
        Assert.True(plan.FreedBytes > 0 && plan.KeptBytes > 0);
    }

    [Fact]
    public async Task Collect_DeletesTheOldestUntilTheRestFits()
    {
        for (int i = 0; i < 3; i++)
        {
            await FinishAsync();
            _time.Advance(TimeSpan.FromHours(1));
        }

        long each = _store.Show("solve-s7-3").Bytes;
        _store.Collect(_store.Plan(new CollectionRule { KeepBytes = each + each / 2 }));

        Assert.Equal(["solve-s7-3"], _store.List().Select(run => run.Id));
    }

    [Fact]
    public async Task Collect_LeavesARunAloneThatWasOpenedSince()
    {
        await FinishAsync();
        CollectionPlan plan = _store.Plan(new CollectionRule { KeepBytes = 0 });
        await using RunSession reopened = _store.Resume("solve-s7-1");

        Assert.Empty(_store.Collect(plan));
        Assert.Single(_store.List());
    }

    private async Task FinishAsync()
    {
        await using RunSession run = _store.Create(Solve);
        await run.FinishAsync("{}"u8.ToArray(), "{}"u8.ToArray());
    }
}
