using System.Text.Json;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Data;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Parquet.Serialization;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class DataFileTests : IDisposable
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "KnightsAndKnaves", "Fixtures", "puzzles.jsonl");
    private readonly string _folder = Directory.CreateTempSubdirectory("extropy-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_CommittedRows_AllAgree()
    {
        KkDataReport report = await KkDataCheck.RunAsync(Fixture);

        Assert.Equal((6, 6, 6, 6, 6, 6), (report.Rows, report.Parsed, report.WithStatements, report.StatementsEqual, report.WithSolution, report.SolutionEqual));
        Assert.True(report.IsClean);
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task Check_Parquet_GivesTheSameRowsAsJsonLines()
    {
        string path = await Parquet(await Rows(Fixture));

        Assert.Equal(await Rows(Fixture), await Rows(path), RowComparer);
        Assert.True((await KkDataCheck.RunAsync(path)).IsClean);
    }

    [Fact]
    public async Task Check_RowsThatDisagree_AreCountedAndNamed()
    {
        KkPuzzle puzzle = KkGenerator.One(3, RandomStream.FromSeed(1));
        string text = KkEnglish.Write(puzzle);
        string path = Write(
            JsonSerializer.Serialize(new { prompt = text }),
            JsonSerializer.Serialize(new { prompt = text, answer = "{\"Nobody\": 1}", extra_info = "{\"statements\": [[\"lying\", 0]]}" }),
            JsonSerializer.Serialize(new { prompt = "You meet 2 inhabitants: Ann, and Bob. Ann says moo." }));

        KkDataReport report = await KkDataCheck.RunAsync(path);

        Assert.Equal((3, 2, 1, 0, 1, 0), (report.Rows, report.Parsed, report.WithStatements, report.StatementsEqual, report.WithSolution, report.SolutionEqual));
        Assert.False(report.IsClean);
        Assert.StartsWith("row 1: read", report.Faults[0]);
        Assert.Contains("row 2: The puzzle cannot be read at character", report.Faults[1]);
    }

    [Fact]
    public async Task Row_ByIndex_IsFoundOrRefused()
    {
        KkDataRow row = await KkDataFile.RowAsync(Fixture, 4);

        Assert.Equal(4, row.Index);
        Assert.Contains("rows 0 to 5", (await Assert.ThrowsAsync<BadInputException>(() => KkDataFile.RowAsync(Fixture, 6))).Message);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("\n\n", null)]
    [InlineData("not json", "Row 0 is not JSON")]
    [InlineData("[1, 2]", "Row 0 has no prompt")]
    [InlineData("{\"prompt\": 7}", "Row 0 has no prompt")]
    [InlineData("{\"prompt\": [{\"role\": \"user\"}]}", "Row 0 has no prompt")]
    [InlineData("{\"prompt\": \"x\", \"extra_info\": \"{\"}", null)]
    [InlineData("{\"prompt\": \"x\", \"answer\": [1], \"extra_info\": {\"statements\": [[\"xor\", 1]], \"names\": 3, \"solution\": {}}}", null)]
    [InlineData("{\"prompt\": \"x\"}\n{\"prompt\": ", "Row 1 is not JSON")]
    public async Task Read_OddLines_AreRefusedByRowOrKept(string content, string? error)
    {
        string path = Write(content);

        if (error is null) Assert.All(await Rows(path), row => Assert.True(row.Statements.IsDefault));
        else Assert.Contains(error, (await Assert.ThrowsAsync<BadInputException>(() => Rows(path))).Message);
    }

    [Fact]
    public async Task Read_BrokenFiles_GiveClearErrors()
    {
        byte[] good = await File.ReadAllBytesAsync(await Parquet(await Rows(Fixture)));
        Assert.Contains("cannot be opened", (await Assert.ThrowsAsync<BadInputException>(() => Rows(Path.Combine(_folder, "missing")))).Message);
        Assert.Contains("cannot be opened", (await Assert.ThrowsAsync<BadInputException>(() => Rows(_folder))).Message);
        Assert.Contains("longer than", (await Assert.ThrowsAsync<BadInputException>(() => Rows(Write(new string('x', 1_000_001))))).Message);
        foreach (int length in (int[])[4, 8, good.Length / 2, good.Length - 1])
        {
            string path = Path.Combine(_folder, "cut.parquet");
            await File.WriteAllBytesAsync(path, good[..length]);
            Assert.Contains("damaged", (await Assert.ThrowsAsync<BadInputException>(() => Rows(path))).Message);
        }
    }

    [Fact]
    public async Task Read_FlippedBytes_NeverEscapeAsAnotherError()
    {
        byte[] good = await File.ReadAllBytesAsync(await Parquet(await Rows(Fixture)));
        for (int at = 4; at < good.Length; at += good.Length / 60)
        {
            byte[] bad = [.. good];
            bad[at] ^= 0x5A;
            string path = Path.Combine(_folder, "flipped.parquet");
            await File.WriteAllBytesAsync(path, bad);
            try
            {
                await Rows(path);
            }
            catch (BadInputException)
            {
                // refused clearly; a flip inside a text may also be read
            }
        }
    }

    private static readonly IEqualityComparer<KkDataRow> RowComparer = EqualityComparer<KkDataRow>.Create((left, right) =>
        left!.Index == right!.Index && left.Text == right.Text && left.Solution.SequenceEqual(right.Solution) && left.Statements.SequenceEqual(right.Statements));

    private static async Task<List<KkDataRow>> Rows(string path)
    {
        List<KkDataRow> rows = [];
        await foreach (KkDataRow row in KkDataFile.ReadAsync(path)) rows.Add(row);
        return rows;
    }

    private string Write(params string[] lines)
    {
        string path = Path.Combine(_folder, $"{Guid.CreateVersion7()}.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }

    private async Task<string> Parquet(List<KkDataRow> rows)
    {
        string path = Path.Combine(_folder, "rows.parquet");
        string[] lines = await File.ReadAllLinesAsync(Fixture);
        var table = rows.Select((row, i) =>
        {
            using JsonDocument line = JsonDocument.Parse(lines[i]);
            return new ParquetRow
            {
                prompt = [new() { role = "system", content = "Think." }, new() { role = "user", content = row.Text }],
                answer = line.RootElement.GetProperty("answer").GetString(),
                extra_info = line.RootElement.GetProperty("extra_info").GetString(),
            };
        });
        await using FileStream stream = File.Create(path);
        await ParquetSerializer.SerializeAsync(table, stream, new Parquet.ParquetOptions { RowGroupSize = 4 });
        return path;
    }

    public sealed class ParquetRow
    {
        public List<ParquetMessage>? prompt { get; set; }

        public string? answer { get; set; }

        public string? extra_info { get; set; }
    }

    public sealed class ParquetMessage
    {
        public string? role { get; set; }

        public string? content { get; set; }
    }
}
