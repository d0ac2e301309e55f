using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>Trees of rollouts, on the model that ships.</summary>
public sealed class TreeRolloutsTests
{
    [Fact]
    public async Task Members_ThatBranch_ShareTheirParentsTokensUpToAnInnerStepEnd()
    {
        await using var shipped = new ShippedPolicy();

        RolloutGroup group = await new TreeRollouts(chains: 3).CollectAsync(shipped.Request(ShippedPolicy.Problems(4, 1)[0]), CancellationToken.None);

        Assert.Equal(8, group.Members.Length);
        Assert.All(group.Members.Take(3), chain => Assert.Equal((-1, -1), (chain.Parent, chain.BranchPosition)));
        for (int i = 3; i < 8; i++)
        {
            Rollout branch = group.Members[i], parent = group.Members[branch.Parent];
            Assert.InRange(branch.Parent, 0, i - 1);
            Assert.Contains(branch.BranchPosition, parent.StepEnds.Take(parent.StepEnds.Length - 1));
            Assert.Equal(parent.Tokens.Take(branch.BranchPosition), branch.Tokens.Take(branch.BranchPosition));
        }
    }

    [Fact]
    public async Task Spent_OfATree_CountsEverySharedTokenOnce()
    {
        await using var shipped = new ShippedPolicy();

        RolloutGroup group = await new TreeRollouts(chains: 2).CollectAsync(shipped.Request(ShippedPolicy.Problems(5, 1)[0]), CancellationToken.None);

        int own = group.Members.Sum(member => member.Tokens.Length - (member.Parent < 0 ? member.PromptLength : member.BranchPosition));
        Assert.Equal(own, group.Spent.GeneratedTokens);
        Assert.True(own < group.Members.Sum(member => member.ResponseLength));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    public async Task Update_OnATree_SamplerAndTrainerAgreeToTheBit(double temperature)
    {
        await using var shipped = new ShippedPolicy();
        RolloutRequest request = shipped.Request(ShippedPolicy.Problems(4, 1)[0]) with { Sampling = new SamplingOptions { Temperature = temperature } };
        RolloutGroup group = await new TreeRollouts(chains: 2).CollectAsync(request, CancellationToken.None);
        var trainer = new PolicyTrainer(
            shipped.Decoder,
            new UpdateRule(new Grpo(), [], new Objective(new PpoClip(new PpoClipOptions()), [], [], new TokenMean())),
            new PolicyTrainerOptions { LearningRate = 1e-5 },
            totalSteps: 10);

        UpdateReport report = trainer.Update([group], step: 0);

        Assert.All(group.Members, member => Assert.Equal(member.ResponseLength, member.LpModel.Length));
        Assert.Equal(0, report["sampler/mismatch"]);
        Assert.Equal(1, report["ratio/mean"]);
    }

    [Fact]
    public async Task Groups_WithOneAndEightWorkers_AreTheSame()
    {
        await using var one = new ShippedPolicy(threads: 1);
        await using var eight = new ShippedPolicy(threads: 8);
        IProblem problem = ShippedPolicy.Problems(5, 1)[0];
        var tree = new TreeRollouts(chains: 4);

        RolloutGroup first = await tree.CollectAsync(one.Request(problem), CancellationToken.None);
        RolloutGroup second = await tree.CollectAsync(eight.Request(problem), CancellationToken.None);

        Assert.Equal(first.Members.Select(Shape), second.Members.Select(Shape));
        Assert.Equal(first.Spent, second.Spent);
    }

    [Fact]
    public async Task Tree_WithAsManyChainsAsMembers_HasNoBranch()
    {
        await using var shipped = new ShippedPolicy();

        RolloutGroup group = await new TreeRollouts(chains: 20).CollectAsync(shipped.Request(ShippedPolicy.Problems(3, 1)[0]), CancellationToken.None);

        Assert.Equal(8, group.Members.Length);
        Assert.All(group.Members, member => Assert.Equal(-1, member.Parent));
    }

    [Fact]
    public void Tree_WithoutAChain_IsRefused() => Assert.Throws<BadInputException>(() => new TreeRollouts(chains: 0));

    private static string Shape(Rollout member) => $"{member.Parent}/{member.BranchPosition}/{string.Join(' ', member.Tokens)}";
}
