using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>The corners of searched groups and of their collection, on the model that ships.</summary>
public sealed class SearchRolloutsTests
{
    [Fact]
    public async Task Search_ThatGuesses_IsAllPaddingAndPaysForEveryGuess()
    {
        await using var shipped = new ShippedPolicy();

        RolloutGroup group = await Searching("guess", calls: 60).CollectAsync(shipped.Request(ShippedPolicy.Problems(4, 1)[0]), CancellationToken.None);

        // Asked for an answer without a derivation, this model begins a derivation: no guess is ever complete.
        Assert.Equal(8, group.Members.Length);
        Assert.All(group.Members, member => Assert.Equal(RolloutSource.Padded, member.Source));
        Assert.True(group.Spent.GeneratedTokens >= group.Members.Sum(member => member.ResponseLength) + 60);
        Assert.False(group.IsSolvedBySearch);
    }

    [Fact]
    public async Task Update_OnPaddingAtAnotherTemperature_SamplerAndTrainerAgreeToTheBit()
    {
        await using var shipped = new ShippedPolicy();
        RolloutRequest request = shipped.Request(ShippedPolicy.Problems(5, 1)[0]) with { Sampling = new SamplingOptions { Temperature = 0.7, TopP = 0.95 } };
        RolloutGroup group = await Searching("bes", calls: 3).CollectAsync(request, CancellationToken.None);
        var trainer = new PolicyTrainer(
            shipped.Decoder,
            new UpdateRule(new Grpo(), [], new Objective(new PpoClip(new PpoClipOptions()), [], [], new TokenMean())),
            new PolicyTrainerOptions { LearningRate = 1e-5 },
            totalSteps: 10);

        UpdateReport report = trainer.Update([group], step: 0);

        ImmutableArray<Rollout> padding = [.. group.Members.Where(member => member.Source == RolloutSource.Padded)];
        Assert.True(padding.Length >= 7);
        Assert.All(padding, member => Assert.Equal(member.ResponseLength, member.LpModel.Length));
        Assert.Equal(0, report["sampler/mismatch"]);
    }

    [Fact]
    public async Task Search_WithMembersBeyondTheContext_ReplacesThemByPadding()
    {
        await using var shipped = new ShippedPolicy();
        RolloutRequest request = shipped.Request(ShippedPolicy.Problems(4, 1)[0]);
        SearchRollouts search = Searching("bes", calls: 400);
        RolloutGroup free = await search.CollectAsync(request, CancellationToken.None);
        int longest = free.Members.Where(member => member.Source == RolloutSource.Searched).Max(member => member.Tokens.Length);

        RolloutGroup tight = await search.CollectAsync(request with { MostRowTokens = longest - 1 }, CancellationToken.None);

        ImmutableArray<Rollout> kept = [.. tight.Members.Where(member => member.Source == RolloutSource.Searched)];
        Assert.Equal(8, tight.Members.Length);
        Assert.True(kept.Length < free.Members.Count(member => member.Source == RolloutSource.Searched));
        Assert.All(kept, member => Assert.True(member.Tokens.Length < longest));
    }

    [Fact]
    public async Task Search_WithNothingCorrect_ExportsWrongOnesAndSaysUnsolved()
    {
        await using var shipped = new ShippedPolicy();
        RolloutRequest request = shipped.Request(ShippedPolicy.Problems(4, 1)[0]) with { Reward = _ => 0 };

        RolloutGroup group = await Searching("bes", calls: 400).CollectAsync(request, CancellationToken.None);

        Assert.Equal(8, group.Members.Length);
        Assert.All(group.Members, member => Assert.Equal(0, member.Reward));
        Assert.False(group.IsSolved);
        Assert.False(DynamicSampling.Teaches(group));
    }

    [Fact]
    public async Task Independent_WithARewardOfItsOwn_IsSolvedByThatReward()
    {
        await using var shipped = new ShippedPolicy();
        RolloutRequest request = shipped.Request(ShippedPolicy.Problems(4, 1)[0]);
        var independent = new IndependentRollouts();

        RolloutGroup always = await independent.CollectAsync(request with { Reward = _ => 1 }, CancellationToken.None);
        RolloutGroup never = await independent.CollectAsync(request with { Reward = _ => 0 }, CancellationToken.None);

        Assert.True(always.IsSolved);
        Assert.False(never.IsSolved);
    }

    [Fact]
    public async Task Collect_WithATokenBudgetThatNothingSpends_SaysSoInsteadOfGoingOn()
    {
        await using var shipped = new ShippedPolicy();
        var prompts = new PromptSource(ShippedPolicy.Problems(3, 4), seed: 1);
        var collector = new RolloutCollector(new IndependentRollouts(), [], prompts, new CollectionPlan { Tokens = 100 });

        Task<Collection> collecting = collector.CollectAsync(shipped.Request(prompts[0]) with { MaxTokens = 0 }, 0, 0, CancellationToken.None);

        await Assert.ThrowsAsync<BadInputException>(() => collecting);
    }

    private static SearchRollouts Searching(string strategy, long calls) =>
        new(KnownStrategies.Create(strategy), new SearchRolloutsOptions { Budget = new Budget { PolicyCalls = calls } });
}
