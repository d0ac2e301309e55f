using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Core.Errors;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Rollouts.Export;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Testing.Files;
using Parquet;
using Parquet.Serialization;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>Files for other trainers have the columns they read, the same bytes every time, and are whole or not there.</summary>
public sealed class RolloutExportTests
{
    [Fact]
    public async Task Verl_HasItsColumns_ARowAGroup_AndTheSameBytesEveryTime()
    {
        using var folder = new TemporaryFolder();
        RolloutGroup[] groups = await GroupsAsync();
        RolloutGroup[] many = [.. Enumerable.Repeat(groups, 300).SelectMany(one => one)]; // several row groups

        await WriteAsync(folder.File("a.parquet"), many, RolloutFormat.Verl, KkDialect.English);
        await WriteAsync(folder.File("b.parquet"), many, RolloutFormat.Verl, KkDialect.English);

        Assert.Equal(File.ReadAllBytes(folder.File("a.parquet")), File.ReadAllBytes(folder.File("b.parquet")));
        await using FileStream stream = File.OpenRead(folder.File("a.parquet"));
        ParquetReader reader = await ParquetReader.CreateAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        await using (reader)
        {
            string[] paths = [.. reader.Schema.DataFields.Select(field => field.Path.ToString().Replace('/', '.'))];
            Assert.Equal(3, reader.RowGroupCount); // 600 rows, 256 a row group
            Assert.Equal(
                ["data_source", "prompt.list.element.role", "prompt.list.element.content", "ability", "reward_model.style", "reward_model.ground_truth",
                 "extra_info.split", "extra_info.index", "extra_info.trace_id", "extra_info.solved", "responses.list.element", "rewards.list.element", "sources.list.element"],
                paths);
        }

        IList<Row> rows = (await ParquetSerializer.DeserializeAsync<Row>(folder.File("a.parquet"), cancellationToken: TestContext.Current.CancellationToken)).Data;
        Assert.Equal(many.Length, rows.Count);
        for (int g = 0; g < rows.Count; g++)
        {
            Assert.Equal("extropy/knights-and-knaves", rows[g].data_source);
            Assert.Equal("user", Assert.Single(rows[g].prompt!).role);
            Assert.Equal(many[g].Members.Select(member => member.Reward), rows[g].rewards);
            Assert.Equal(many[g].Members.Length, rows[g].responses!.Count);
            Assert.Equal(g, rows[g].extra_info!.index);
        }
    }

    [Fact]
    public async Task English_SaysTheSame_AsAnEnglishVerifierJudgesIt()
    {
        using var folder = new TemporaryFolder();
        RolloutGroup[] groups = await GroupsAsync();

        await WriteAsync(folder.File("groups.jsonl"), groups, RolloutFormat.Trl, KkDialect.English);

        int row = 0;
        string[] lines = File.ReadAllLines(folder.File("groups.jsonl"));
        foreach ((RolloutGroup group, Rollout member) in groups.SelectMany(group => group.Members.Select(member => (group, member))))
        {
            using JsonDocument line = JsonDocument.Parse(lines[row++]);
            var english = new KkProblem(((KkProblem)group.Problem).Puzzle, new KkProblemOptions { Dialect = KkDialect.English });
            string completion = line.RootElement.GetProperty("completion").GetString()!;
            Verdict verdict = english.Verify(new Trajectory([.. completion.Split(english.StepSeparator).Select(step => new Step(step))]));

            Assert.Equal(english.Prompt.Text, line.RootElement.GetProperty("prompt").GetString());
            Assert.Equal(member.IsSolved, verdict.IsSolved);
            Assert.Equal(member.IsRight, verdict.IsAnswerCorrect);
            Assert.Equal(member.Reward >= 1, line.RootElement.GetProperty("label").GetBoolean());
            if (member.IsRight) Assert.Contains(line.RootElement.GetProperty("ground_truth").GetString()!, completion, StringComparison.Ordinal);
        }

        Assert.Equal(lines.Length, row);
        Assert.Contains(groups, group => group.IsSolved);
    }

    [Theory]
    [InlineData(RolloutFormat.Extropy)]
    [InlineData(RolloutFormat.Verl)]
    public async Task NotCompleted_LeavesTheOldFile_AndNothingBesideIt(RolloutFormat format)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("groups");
        await File.WriteAllTextAsync(path, "old", TestContext.Current.CancellationToken);

        await using (RolloutExport export = RolloutExport.Create(path, format, KkCodec.Shared, new KkText(KkDialect.Formal)))
            foreach (RolloutGroup group in await GroupsAsync()) await export.AddAsync(group, TestContext.Current.CancellationToken);

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void PlaceThatCannotBeWritten_IsNoticedAtOnce()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<BadInputException>(() => RolloutExport.Create(folder.File(Path.Combine("no", "file.jsonl")), RolloutFormat.Extropy, KkCodec.Shared));
        Assert.Throws<BadInputException>(() => RolloutExport.Create(folder.Path, RolloutFormat.Verl, KkCodec.Shared));
    }

    private static async Task<RolloutGroup[]> GroupsAsync()
    {
        await using var shipped = new ShippedPolicy();
        ImmutableArray<IProblem> problems = ShippedPolicy.Problems(3, 2);
        return
        [
            await new IndependentRollouts().CollectAsync(shipped.Request(problems[0]), CancellationToken.None),
            await new SearchRollouts(KnownStrategies.Create("bes"), new SearchRolloutsOptions()).CollectAsync(shipped.Request(problems[1]), CancellationToken.None),
        ];
    }

    private static async Task WriteAsync(string path, RolloutGroup[] groups, RolloutFormat format, KkDialect dialect)
    {
        await using RolloutExport export = RolloutExport.Create(path, format, KkCodec.Shared, new KkText(dialect));
        foreach (RolloutGroup group in groups) await export.AddAsync(group);
        await export.CompleteAsync();
    }

    public sealed class Row
    {
        public string? data_source { get; set; }

        public List<Message>? prompt { get; set; }

        public Extra? extra_info { get; set; }

        public List<string>? responses { get; set; }

        public List<double>? rewards { get; set; }
    }

    public sealed class Message
    {
        public string? role { get; set; }

        public string? content { get; set; }
    }

    public sealed class Extra
    {
        public long index { get; set; }
    }
}
