using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Goals;
using Extropy.Search.Tests.Strategies;
using Extropy.Search.Trace;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Bes;

public sealed class DecompositionTests
{
    /// <summary>root { a { aa }, b }, so the leaves are b (index 2) and aa (index 3).</summary>
    private static readonly GoalTree Tree = GoalTree.WithRoot(new Goal("root", null, ""))
        .Grow([new("a", "root", ""), new("b", "root", ""), new("aa", "a", "")]);

    [Fact]
    public void Interval_CountsMovesOrCalls()
    {
        Assert.False(new IntervalSchedule(10).IsDue(new DecompositionClock(9, 50, 0)));
        Assert.True(new IntervalSchedule(10).IsDue(new DecompositionClock(10, 0, 0)));
        Assert.True(new IntervalSchedule(10) { CountsPolicyCalls = true }.IsDue(new DecompositionClock(1, 10, 0)));
    }

    [Fact]
    public void Interval_PicksEveryLeaf()
    {
        var picked = Enumerable.Range(0, 50).Select(step => Pick(new IntervalSchedule(), [3, 2], step)).ToHashSet();

        Assert.Equal([2, 3], picked.Order());
    }

    [Fact]
    public void Stagnation_WaitsForTheStall_AndPicksTheShallowest()
    {
        var schedule = new StagnationSchedule();

        Assert.False(schedule.IsDue(new DecompositionClock(100, 100, 4)));
        Assert.True(schedule.IsDue(new DecompositionClock(5, 5, 5)));
        Assert.Equal(2, Pick(schedule, [3, 2], 0));
    }

    [Fact]
    public void Stagnation_AtTheDepthCap_PicksNothing() => Assert.Equal(-1, Pick(new StagnationSchedule(), [3], 0));

    [Fact]
    public void Once_AndNever_AreNeverDue()
    {
        var late = new DecompositionClock(1000, 1000, 1000);

        Assert.False(new OnceSchedule().IsDue(late));
        Assert.False(new NeverSchedule().IsDue(late));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stagnation_InASearch_GrowsTheTree_NeverDoesNot(bool grows)
    {
        IDecompositionSchedule schedule = grows ? new StagnationSchedule() : new NeverSchedule();
        var strategy = new BesSearch(new() { Decomposition = schedule, Stop = StopRule.BudgetOnly });
        SearchResult result = Searches.Run(strategy, new WordProblem(6, 2), new WordPolicy(6, 2), 1, new Budget { PolicyCalls = 100 }).Result;

        Assert.Equal(grows, result.Goals!.Count > 7);
    }

    private static int Pick(IDecompositionSchedule schedule, int[] leaves, long step)
    {
        Draws draws = RandomStream.FromSeed(1).At(step);
        return schedule.PickLeaf(Tree, leaves, ref draws);
    }
}
