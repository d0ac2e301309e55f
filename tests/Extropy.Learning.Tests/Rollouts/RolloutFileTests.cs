using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Batches;
using Extropy.Learning.Recipes;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Rollouts.Export;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Testing.Files;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>What is written reads back to the same batch, and what is no export is named by line.</summary>
public sealed class RolloutFileTests
{
    private const string Good = """{"prompt":"p","completion":"c","reward":1,"group":0,"source":"sampled","tokens":[1,2,3],"promptLength":1,"stepEnds":[3]}""";

    [Fact]
    public async Task Exported_AndReadBack_IsTheSameBatch()
    {
        using var folder = new TemporaryFolder();
        await using var shipped = new ShippedPolicy();
        ImmutableArray<IProblem> problems = ShippedPolicy.Problems(4, 3);
        RolloutGroup[] groups =
        [
            await new IndependentRollouts().CollectAsync(shipped.Request(problems[0]), CancellationToken.None),
            await new SearchRollouts(KnownStrategies.Create("bes"), new SearchRolloutsOptions()).CollectAsync(shipped.Request(problems[1]), CancellationToken.None),
            await new RescueRollouts(new SearchRollouts(KnownStrategies.Create("bes-checked"), new SearchRolloutsOptions())).CollectAsync(shipped.Request(problems[2]), CancellationToken.None),
        ];

        int lines = await WriteAsync(folder.File("groups.jsonl"), groups, RolloutFormat.Extropy);
        RolloutBatch expected = new(), actual = new();
        expected.Fill(groups);
        actual.Fill(RolloutFile.Read(folder.File("groups.jsonl")));

        Assert.Equal(24, lines);
        Assert.Equal(expected.Tokens.ToArray(), actual.Tokens.ToArray());
        Assert.Equal(expected.Targets.ToArray(), actual.Targets.ToArray());
        Assert.Equal(expected.RowStart.ToArray(), actual.RowStart.ToArray());
        Assert.Equal(expected.Mask.ToArray(), actual.Mask.ToArray());
        Assert.Equal(expected.Rewards.ToArray(), actual.Rewards.ToArray());
        Assert.Equal(expected.Groups.ToArray(), actual.Groups.ToArray());
        Assert.Equal(expected.LpSampled.ToArray(), actual.LpSampled.ToArray());
        Assert.Equal(expected.LpBehaviour.ToArray(), actual.LpBehaviour.ToArray());
        Assert.Equal(
            expected.Rollouts.ToArray().Select(rollout => (rollout.Source, rollout.IsEvolved, rollout.IsSolved, rollout.Answer)),
            actual.Rollouts.ToArray().Select(rollout => (rollout.Source, rollout.IsEvolved, rollout.IsSolved, rollout.Answer)));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1, 2]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"prompt\":\"p\"")]
    [InlineData("""{"prompt":"p","completion":"c","reward":NaN,"group":0,"source":"sampled","tokens":[1,2],"promptLength":1}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1e9,"group":0,"source":"sampled","tokens":[1,2],"promptLength":1}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":-1,"source":"sampled","tokens":[1,2],"promptLength":1}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":0,"source":"invented","tokens":[1,2],"promptLength":1}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":0,"source":"sampled","tokens":[1,2],"promptLength":2}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":0,"source":"sampled","tokens":[1,-2],"promptLength":1}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":0,"source":"sampled","tokens":[1,2,3],"promptLength":1,"stepEnds":[3,2]}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":0,"source":"sampled","tokens":[1,2,3],"promptLength":1,"lpModel":[-1]}""")]
    [InlineData("""{"prompt":"p","completion":"c","reward":1,"group":0,"source":"sampled","tokens":null,"promptLength":1}""")]
    public void Line_ThatIsNoRollout_IsNamed(string bad)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bad.jsonl"), Good + "\n" + bad + "\n");

        var fault = Assert.Throws<BadInputException>(() => RolloutFile.Read(folder.File("bad.jsonl")));
        Assert.Contains("bad.jsonl, line 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HugeLine_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("huge.jsonl"), new string('x', 5_000_000));

        Assert.Contains("line 1: longer", Assert.Throws<BadInputException>(() => RolloutFile.Read(folder.File("huge.jsonl"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"prompt\":\"p\",\"completion\":\"c\",\"rew", "not valid JSON; the line may be cut")]
    [InlineData("""{"instruction":"p","output":"c"}""", "prompt, completion, reward, group or source is missing")]
    [InlineData("""{"prompt":[{"role":"user","content":"p"}],"completion":"c","reward":1,"group":0,"source":"sampled"}""", "see $.prompt")]
    [InlineData("[1, 2]", "not a rollout")]
    [InlineData("PAR1\u0000\u0001", "not valid JSON")]
    [InlineData("null", "a line is one JSON object")]
    public void ForeignOrCutLine_SaysWhy(string bad, string why)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bad.jsonl"), bad);

        var fault = Assert.Throws<BadInputException>(() => RolloutFile.Read(folder.File("bad.jsonl")));
        Assert.Contains("bad.jsonl, line 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_CutAnywhere_IsReadInPartOrNamed()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.File("whole.jsonl"), [await GroupAsync("iid")], RolloutFormat.Extropy);
        byte[] whole = await File.ReadAllBytesAsync(folder.File("whole.jsonl"), TestContext.Current.CancellationToken);
        int[] ends = [.. Enumerable.Range(0, whole.Length).Where(i => whole[i] == (byte)'\n')];
        for (int length = 1; length < whole.Length; length += 97)
        {
            await File.WriteAllBytesAsync(folder.File("cut.jsonl"), whole.AsMemory(0, length), TestContext.Current.CancellationToken);
            int lines = ends.Count(end => end < length);
            bool isCut = length < whole.Length && !ends.Contains(length - 1) && !ends.Contains(length);

            if (isCut) Assert.Contains($"line {lines + 1}", Assert.Throws<BadInputException>(() => RolloutFile.Read(folder.File("cut.jsonl"))).Message, StringComparison.Ordinal);
            else Assert.Single(RolloutFile.Read(folder.File("cut.jsonl")));
        }
    }

    private static async Task<RolloutGroup> GroupAsync(string rollout)
    {
        await using var shipped = new ShippedPolicy();
        return await RecipeParts.Rollouts(new Recipe { Rollout = rollout }).CollectAsync(shipped.Request(ShippedPolicy.Problems(4, 1)[0]), CancellationToken.None);
    }

    private static async Task<int> WriteAsync(string path, RolloutGroup[] groups, RolloutFormat format)
    {
        await using RolloutExport export = RolloutExport.Create(path, format, KkCodec.Shared);
        foreach (RolloutGroup group in groups) await export.AddAsync(group);
        await export.CompleteAsync();
        return export.Rollouts;
    }
}
