using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Batches;
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

        int lines = RolloutFile.Write(folder.File("groups.jsonl"), groups, KkCodec.Shared, RolloutFormat.Extropy);
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

    [Fact]
    public void Write_IntoAFolderThatIsNotThere_LeavesNothing()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<ExtropyException>(() => RolloutFile.Write(folder.File(Path.Combine("no", "file.jsonl")), [], KkCodec.Shared, RolloutFormat.Extropy));
    }
}
