using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>Where groups come from: independent answers, best-of-M and searches, on the model that ships.</summary>
public sealed class RolloutStrategyTests
{
    private static readonly SearchRollouts Bes = new(KnownStrategies.Create("bes"), new SearchRolloutsOptions());

    [Fact]
    public async Task Update_OnDrawnAndSearchedRollouts_SamplerAndTrainerAgreeToTheBitAndTheRatioIsOne()
    {
        await using var shipped = new ShippedPolicy();
        IProblem[] problems = [.. ShippedPolicy.Problems(4, 3)];
        var tempered = new SamplingOptions { Temperature = 0.7, TopP = 0.95 };
        RolloutGroup[] groups =
        [
            await new IndependentRollouts().CollectAsync(shipped.Request(problems[0]), CancellationToken.None),
            await new IndependentRollouts().CollectAsync(shipped.Request(problems[1]) with { Sampling = tempered }, CancellationToken.None),
            await Bes.CollectAsync(shipped.Request(problems[2]), CancellationToken.None),
        ];

        UpdateReport report = Trainer(shipped).Update(groups, step: 0);

        Assert.Equal(0, report["sampler/mismatch"]);
        Assert.Equal(0, report["ratio/largest-deviation"]);
        Assert.Equal(1, report["ratio/mean"]);
        Assert.True(report["nll/searched"] > 0 && report["nll/sampled"] > 0);
        Assert.All(groups[0].Members, member => Assert.Equal(member.ResponseLength, member.LpModel.Length));
    }

    [Fact]
    public async Task Search_WithFewCompleteTrajectories_PadsToTheGroupAndPaysForIt()
    {
        await using var shipped = new ShippedPolicy();
        var tiny = new SearchRollouts(KnownStrategies.Create("bes"), new SearchRolloutsOptions { Budget = new Budget { PolicyCalls = 3 } });

        RolloutGroup group = await tiny.CollectAsync(shipped.Request(ShippedPolicy.Problems(5, 1)[0]), CancellationToken.None);

        Assert.Equal(8, group.Members.Length);
        ImmutableArray<Rollout> padding = [.. group.Members.Where(member => member.Source == RolloutSource.Padded)];
        Assert.InRange(padding.Length, 7, 8);
        Assert.True(group.Spent.GeneratedTokens >= padding.Sum(member => member.ResponseLength));
    }

    [Fact]
    public async Task Search_WithManyCompleteTrajectories_KeepsTheFirstCorrectAndWrongOnes()
    {
        await using var shipped = new ShippedPolicy();
        var large = new SearchRollouts(KnownStrategies.Create("bes"), new SearchRolloutsOptions { Budget = new Budget { PolicyCalls = 400 } });
        int mixed = 0;
        foreach (IProblem problem in ShippedPolicy.Problems(4, 6))
        {
            RolloutGroup group = await large.CollectAsync(shipped.Request(problem), CancellationToken.None);
            Assert.Equal(8, group.Members.Length);
            bool isFull = group.Members.All(member => member.Source == RolloutSource.Searched);
            if (!isFull || !group.IsSolvedBySearch) continue;
            mixed++;
            Assert.Equal(1, group.Members.Count(member => member.Reward >= 1));
        }

        Assert.True(mixed > 0, "no search filled its group and found a solution; the test shows nothing");
    }

    [Fact]
    public async Task BestOfM_StopsAtTheFirstRoundWithASolutionOrAtTheBudget()
    {
        await using var shipped = new ShippedPolicy();
        var bom = new BestOfMRollouts(tokens: 4_000);
        foreach (IProblem problem in ShippedPolicy.Problems(5, 4))
        {
            RolloutGroup group = await bom.CollectAsync(shipped.Request(problem), CancellationToken.None);
            Assert.Equal(8, group.Members.Length);
            Assert.True(group.IsSolved || group.Spent.GeneratedTokens >= 4_000);
            if (group.IsSolved) Assert.Contains(group.Members, member => member.Reward >= 1);
        }
    }

    [Fact]
    public async Task Collect_WithATokenBudget_SpendsItWithinARoundAndCarriesTheRest()
    {
        await using var shipped = new ShippedPolicy();
        var prompts = new PromptSource(ShippedPolicy.Problems(4, 40), seed: 1);
        var collector = new RolloutCollector(new IndependentRollouts(), [], prompts, new CollectionPlan { Tokens = 12_000 });
        RolloutRequest request = shipped.Request(prompts[0]);
        long spent = 0, position = 0, debt = 0;
        for (int update = 0; update < 4; update++)
        {
            Collection collection = await collector.CollectAsync(request, position, debt, CancellationToken.None);
            spent += collection.Spent.GeneratedTokens;
            (position, debt) = (collection.NextPosition, collection.Debt);
            Assert.Equal(collection.Spent.GeneratedTokens, collection.Groups.Sum(group => group.Spent.GeneratedTokens));
            Assert.Equal(spent - 12_000 * (update + 1), debt);
        }

        Assert.Equal(position, (int)position);
        Assert.InRange(debt, 0, 12_000);
    }

    [Fact]
    public async Task Collect_WithAFilter_ReplacesWhatItDrops()
    {
        await using var shipped = new ShippedPolicy();
        var prompts = new PromptSource(ShippedPolicy.Problems(4, 60), seed: 1);
        var collector = new RolloutCollector(new IndependentRollouts(), [new DynamicSampling()], prompts, new CollectionPlan { Prompts = 6 });

        Collection collection = await collector.CollectAsync(shipped.Request(prompts[0]), 0, 0, CancellationToken.None);

        Assert.Equal(6, collection.Groups.Length);
        Assert.True(collection.Dropped > 0);
        Assert.Equal(collection.Tried, collection.Dropped + 6);
        Assert.All(collection.Groups, group => Assert.True(DynamicSampling.Teaches(group)));
    }

    [Fact]
    public async Task Groups_WithOneAndEightWorkers_AreTheSame()
    {
        await using var one = new ShippedPolicy(threads: 1);
        await using var eight = new ShippedPolicy(threads: 8);
        foreach (IRolloutStrategy strategy in (IRolloutStrategy[])[new IndependentRollouts(), Bes, new BestOfMRollouts(2_000)])
        {
            IProblem problem = ShippedPolicy.Problems(5, 1)[0];
            RolloutGroup first = await strategy.CollectAsync(one.Request(problem), CancellationToken.None);
            RolloutGroup second = await strategy.CollectAsync(eight.Request(problem), CancellationToken.None);
            Assert.Equal(first.Members.Select(member => string.Join(' ', member.Tokens)), second.Members.Select(member => string.Join(' ', member.Tokens)));
            Assert.Equal(first.Spent, second.Spent);
        }
    }

    [Fact]
    public void Prompts_EveryEpoch_ComeOnceInAnOrderOfTheirOwn()
    {
        ImmutableArray<IProblem> problems = ShippedPolicy.Problems(3, 9);
        var prompts = new PromptSource(problems, seed: 4);
        var again = new PromptSource(problems, seed: 4);
        IProblem[] first = [.. Enumerable.Range(0, 9).Select(i => prompts[i])], second = [.. Enumerable.Range(9, 9).Select(i => prompts[i])];

        Assert.Equal(9, first.Distinct().Count());
        Assert.Equal(9, second.Distinct().Count());
        Assert.NotEqual(first, second);
        Assert.Same(second[4], again[13]); // without having walked there
    }

    private static PolicyTrainer Trainer(ShippedPolicy shipped) => new(
        shipped.Decoder,
        new UpdateRule(new Grpo(), [], new Objective(new PpoClip(new PpoClipOptions()), [], [], new TokenMean())),
        new PolicyTrainerOptions { LearningRate = 1e-5 },
        totalSteps: 10);
}
