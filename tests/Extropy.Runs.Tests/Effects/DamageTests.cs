using Extropy.Core.Errors;
using Extropy.Runs.Effects;
using Extropy.Testing.Files;
using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Tests.Effects;

public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FlippedBit_IsFoundInItsRow_AndTheRowsBeforeAreSafe()
    {
        await Requests.WriteAsync(File, effects: 30);
        Overwrite(Find(Requests.Payload(17)), [0x77]);

        await using (Journal journal = Journal.Open(File))
        {
            var fault = Assert.Throws<JournalDamagedException>(() => journal.Stream(Requests.Search(0), ""));
            Assert.Equal((18L, 17L), (fault.Row, fault.SafeRows));
            Assert.Contains("Rows 1 to 17 are whole", fault.Message, StringComparison.Ordinal);
        }

        using var view = JournalView.Open(File);
        Assert.Equal(18, Assert.Throws<JournalDamagedException>(() => view.Check()).Row);
    }

    [Fact]
    public async Task FlippedBit_InOneOfTwoSearches_LeavesTheOtherReadable()
    {
        await using (Journal journal = Journal.Open(File))
        {
            EffectStream one = journal.Stream(Requests.Search(0), ""), other = journal.Stream(Requests.Search(1), "");
            for (int i = 0; i < 30; i++) await (i % 2 == 0 ? one : other).AppendAsync(i, Requests.Of((ulong)i), Requests.Payload(i));
        }

        Overwrite(Find(Requests.Payload(17)), [0x77]);

        await using Journal damaged = Journal.Open(File);
        Assert.Equal(15, damaged.Stream(Requests.Search(0), "").RecordsLeft);
        Assert.Equal(18, Assert.Throws<JournalDamagedException>(() => damaged.Stream(Requests.Search(1), "")).Row);
    }

    [Fact]
    public async Task RowAnswersTwice_IsRefusedByItsNumber()
    {
        await using (Journal journal = Journal.Open(File))
        {
            EffectStream stream = journal.Stream(Requests.Search(0), "");
            foreach (int ordinal in (int[])[0, 1, 0]) await stream.AppendAsync(ordinal, Requests.Of(5), Requests.Payload(5));
        }

        await using Journal again = Journal.Open(File);
        Assert.Equal(3, Assert.Throws<JournalDamagedException>(() => again.Stream(Requests.Search(0), "")).Row);
    }

    [Fact]
    public async Task Salvage_KeepsTheRowsBeforeTheDamage()
    {
        await Requests.WriteAsync(File, effects: 30);
        Overwrite(Find(Requests.Payload(17)), [0x77]);

        (long saved, JournalDamagedException? damage) = JournalSalvage.Run(File);

        Assert.Equal((17L, 18L), (saved, damage!.Row));
        Assert.True(System.IO.File.Exists(File + JournalSalvage.DamagedSuffix));
        await using Journal journal = Journal.Open(File);
        EffectStream stream = journal.Stream(Requests.Search(0), "");
        Assert.Equal(17, stream.RecordsLeft);
        Assert.False(stream.TryReplay(17, Requests.Of(17), out _));
        await stream.AppendAsync(17, Requests.Of(17), Requests.Payload(17));
    }

    [Fact]
    public async Task Salvage_OfAWholeJournal_ChangesNothing()
    {
        await Requests.WriteAsync(File, effects: 3);
        byte[] before = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);

        (long saved, JournalDamagedException? damage) = JournalSalvage.Run(File);

        Assert.Equal((3L, null), (saved, damage));
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OverwrittenPages_AreReported_AndSalvageStillWorks()
    {
        await Requests.WriteAsync(File, effects: 2000);
        Overwrite(Find(Requests.Payload(1500)) - 3000, [.. Enumerable.Repeat((byte)0xEE, 9000)]);

        (long saved, JournalDamagedException? damage) = JournalSalvage.Run(File);

        Assert.NotNull(damage);
        Assert.InRange(saved, 1000, 1500);
        await using Journal journal = Journal.Open(File);
        Assert.Equal(saved, journal.Stream(Requests.Search(0), "").RecordsLeft);
    }

    [Fact]
    public void ForeignFile_IsRefusedWithItsFirstBytes()
    {
        System.IO.File.WriteAllText(File, new string('x', 500));

        var fault = Assert.Throws<JournalDamagedException>(() => Journal.Open(File));

        Assert.Equal(0, fault.Offset);
        Assert.Contains("xxx", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutFile_IsRefusedWithTheOffset()
    {
        await Requests.WriteAsync(File, effects: 500);
        using (FileStream file = System.IO.File.OpenWrite(File)) file.SetLength(20_000);

        var fault = Assert.Throws<JournalDamagedException>(() => Journal.Open(File));

        Assert.Equal(20_000, fault.Offset);
    }

    [Fact]
    public async Task EmptyFile_FromAStopAtTheFirstMoment_IsAnEmptyJournal()
    {
        System.IO.File.WriteAllBytes(File, []);

        await using Journal journal = Journal.Open(File);

        Assert.False(journal.IsResumed);
    }

    [Fact]
    public async Task NewerFormat_IsRefusedByName()
    {
        await Requests.WriteAsync(File, effects: 1);
        Run("UPDATE format SET key = 'extropy-journal/9'");

        var fault = Assert.Throws<ExtropyException>(() => Journal.Open(File));

        Assert.Contains("extropy-journal/9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherDatabase_IsNotAJournal()
    {
        Run("CREATE TABLE recipes(name TEXT)");

        Assert.Throws<JournalDamagedException>(() => Journal.Open(File));
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private int Find(byte[] bytes) => System.IO.File.ReadAllBytes(File).AsSpan().IndexOf(bytes);

    private void Overwrite(int offset, byte[] bytes)
    {
        using FileStream file = System.IO.File.OpenWrite(File);
        file.Position = offset;
        file.Write(bytes);
    }
}
