using Extropy.Runs.Effects;
using Extropy.Testing.Files;
using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Tests.Effects;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_OfRecordedEffects_ReturnsThemByKey()
    {
        await Requests.WriteAsync(File, effects: 5);

        await using Journal journal = Journal.Open(File);
        EffectStream stream = journal.Stream(Requests.Search(0), "");

        Assert.True(journal.IsResumed);
        Assert.True(stream.TryReplay(3, Requests.Of(3), out ReadOnlyMemory<byte> third));
        Assert.True(stream.TryReplay(0, Requests.Of(0), out ReadOnlyMemory<byte> first));
        Assert.Equal(Requests.Payload(3), third.ToArray());
        Assert.Equal(Requests.Payload(0), first.ToArray());
        Assert.Equal(3, stream.RecordsLeft);
        Assert.False(stream.TryReplay(5, Requests.Of(5), out _));
        Assert.Equal(2, journal.Counts.Replayed);
    }

    [Fact]
    public async Task Replay_OfAnotherRequest_NamesPathOrdinalAndField()
    {
        await Requests.WriteAsync(File, effects: 2);
        await using Journal journal = Journal.Open(File);
        EffectStream stream = journal.Stream(Requests.Search(0), "");

        var fault = Assert.Throws<ReplayDivergenceException>(() => stream.TryReplay(1, Requests.Of(1, cue: 7), out _));

        Assert.Equal(("", 1L, "cue", "0", "7"), (fault.ForkPath, fault.Ordinal, fault.Field, fault.Recorded, fault.Asked));
        Assert.Contains("ordinal 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAnotherKind_SaysSo()
    {
        await Requests.WriteAsync(File, effects: 1);
        await using Journal journal = Journal.Open(File);
        EffectStream stream = journal.Stream(Requests.Search(0), "");

        var fault = Assert.Throws<ReplayDivergenceException>(() => stream.TryReplay(0, Requests.Of(0, kind: EffectKind.Scoring), out _));

        Assert.Equal("the kind of effect", fault.Field);
    }

    [Fact]
    public async Task Append_CompletesOnlyAfterItsCommit()
    {
        Task? pending = null;
        var seen = new List<(string Moment, bool IsDone)>();
        using var issued = new ManualResetEventSlim();
        var observer = new Watch(moment =>
        {
            issued.Wait(TestContext.Current.CancellationToken);
            seen.Add((moment, pending!.IsCompleted));
        });
        await using Journal journal = Journal.Open(File, observer);

        pending = journal.Stream(Requests.Search(0), "").AppendAsync(0, Requests.Of(0), Requests.Payload(0)).AsTask();
        issued.Set();
        await pending;

        Assert.Equal([("before 1", false), ("during 1", false), ("after 1", false)], seen);
    }

    [Fact]
    public async Task Appends_DuringACommit_AreOneGroup_InOrderOfArrival()
    {
        const int Streams = 40;
        using var isBusy = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var groups = new List<string>();
        var observer = new Watch(moment =>
        {
            groups.Add(moment);
            if (groups.Count > 1) return;
            isBusy.Set();
            goOn.Wait(TestContext.Current.CancellationToken);
        });
        await using (Journal journal = Journal.Open(File, observer))
        {
            var appends = new List<Task> { journal.Stream(Requests.Search(0), "").AppendAsync(0, Requests.Of(0), []).AsTask() };
            isBusy.Wait(TestContext.Current.CancellationToken);
            for (int i = 1; i <= Streams; i++)
                appends.Add(journal.Stream(Requests.Search(i), "").AppendAsync(0, Requests.Of((ulong)i), []).AsTask());
            goOn.Set();
            await Task.WhenAll(appends);
            Assert.Equal((Streams + 1L, 2L), (journal.Counts.Rows, journal.Counts.Commits));
        }

        Assert.Equal(["before 1", "during 1", "after 1", "before 40", "during 40", "after 40"], groups);
        Assert.Equal(Enumerable.Range(1, Streams + 1).Select(row => (long)row), Column("SELECT stream FROM effects ORDER BY row"));
    }

    [Fact]
    public async Task Append_WhenTheDiskIsFull_FailsAndStaysFailed()
    {
        var observer = new Watch(moment =>
        {
            if (moment == "during 1") throw new SqliteException("database or disk is full", 13);
        });
        await using Journal journal = Journal.Open(File, observer);
        EffectStream stream = journal.Stream(Requests.Search(0), "");

        var fault = await Assert.ThrowsAsync<JournalUnwritableException>(() => stream.AppendAsync(0, Requests.Of(0), []).AsTask());
        await Assert.ThrowsAsync<JournalUnwritableException>(() => stream.AppendAsync(1, Requests.Of(1), []).AsTask());
        await Assert.ThrowsAsync<JournalUnwritableException>(journal.FlushAsync);

        Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Announcement_WithoutResponse_IsPossiblyCharged_UnderTheSameKey()
    {
        string before, after;
        await using (Journal journal = Journal.Open(File))
        {
            EffectStream stream = journal.Stream(Requests.Search(0), "/3.1");
            Assert.False(await stream.AnnounceAsync(0));
            await stream.AppendAsync(0, Requests.Of(0), [], isDurable: true);
            Assert.False(await stream.AnnounceAsync(1));
            before = stream.IdempotencyKey(1);
        }

        using (var view = JournalView.Open(File)) Assert.Equal(1, view.PossiblyCharged);
        await using (Journal journal = Journal.Open(File))
        {
            EffectStream stream = journal.Stream(Requests.Search(0), "/3.1");
            Assert.True(stream.TryReplay(0, Requests.Of(0), out _));
            Assert.True(await stream.AnnounceAsync(1));
            Assert.Equal(1, journal.Counts.PossiblyCharged);
            after = stream.IdempotencyKey(1);
        }

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Stream_OpenedTwice_IsRefused()
    {
        await using Journal journal = Journal.Open(File);
        journal.Stream(Requests.Search(0), "");

        Assert.Throws<InvalidOperationException>(() => journal.Stream(Requests.Search(0), ""));
        Assert.Equal("/0.1", journal.Stream(Requests.Search(0), "/0.1").Path);
    }

    [Fact]
    public async Task Metrics_ComeBackByStep_TheLastValueWins()
    {
        await using (Journal journal = Journal.Open(File))
        {
            journal.AddMetric("pool", 2, 20);
            journal.AddMetric("pool", 1, 10);
            journal.AddMetric("pool", 2, 21);
            journal.AddMetric("entropy", 1, double.PositiveInfinity);
            journal.AddMetric("entropy", 2, double.NaN);
        }

        using var view = JournalView.Open(File);

        Assert.Equal(["entropy", "pool"], view.Series());
        Assert.Equal([new(1, 10), new(2, 21)], view.Metric("pool"));
        Assert.Equal([new(1, double.PositiveInfinity), new(2, double.NaN)], view.Metric("entropy"));
        Assert.Empty(view.Metric("unknown"));
    }

    private List<long> Column(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader rows = command.ExecuteReader();
        var values = new List<long>();
        while (rows.Read()) values.Add(rows.GetInt64(0));
        return values;
    }

    private sealed class Watch(Action<string> onMoment) : ICommitObserver
    {
        public void Before(int rows) => onMoment($"before {rows}");

        public void During(int rows) => onMoment($"during {rows}");

        public void After(int rows) => onMoment($"after {rows}");
    }
}
