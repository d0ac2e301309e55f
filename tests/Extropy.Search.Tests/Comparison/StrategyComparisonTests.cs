using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Search.Comparison;
using Extropy.Search.Strategies;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Comparison;

public sealed class StrategyComparisonTests
{
    private static readonly WordPolicy Policy = new(ends: 1);

    private static readonly ComparisonPlan Plan = new()
    {
        Problems = [.. Enumerable.Range(0, 6).Select(i => new ComparisonProblem(i < 3 ? "short" : "long", new WordProblem(maxSteps: i < 3 ? 8 : 12 + i)))],
        Strategies = [.. new[] { "guess", "best-of-n", "self-consistency", "bes-no-evolution", "bes" }.Select(name => KnownStrategies.Create(name))],
        Limit = 60,
        Replicates = 3,
        Reference = "bes",
    };

    [Fact]
    public async Task AnyNumberInFlight_GivesTheSameResult()
    {
        ComparisonResult one = await RunAsync(Plan with { InFlight = 1 });
        ComparisonResult many = await RunAsync(Plan with { InFlight = 8 });

        Assert.Equal(one.Rows, many.Rows);
        Assert.Equal(one.Trials.SelectMany(trials => trials), many.Trials.SelectMany(trials => trials));
    }

    [Fact]
    public async Task Rows_AreInOrder_WithAllGroupsLast()
    {
        ComparisonResult result = await RunAsync(Plan);

        Assert.Equal(["short", "long", "all"], result.Rows.Select(row => row.Group).Distinct());
        Assert.Equal(Plan.Strategies.Select(strategy => strategy.Name), result.Rows.Take(5).Select(row => row.Strategy));
        Assert.All(result.Rows, row => Assert.Equal(row.Group == "all" ? 18 : 9, row.Trials));
    }

    [Fact]
    public async Task Price_IsEqual()
    {
        ComparisonResult result = await RunAsync(Plan);

        Assert.All(result.Rows, row => Assert.True(row.Spent.Most <= 60));
        Assert.All(result.Rows.Where(row => row.Strategy != "guess"), row => Assert.True(row.SpentUnsolved.Searches == 0 || row.SpentUnsolved.Least == 60));
    }

    [Fact]
    public async Task Reference_HasNoPair_AndOthersDo()
    {
        ComparisonResult result = await RunAsync(Plan);

        Assert.All(result.Rows, row => Assert.Equal(row.Strategy == "bes", row.AgainstReference is null && row.AdjustedP is null));
        Assert.All(result.Rows.Where(row => row.AdjustedP is not null), row => Assert.True(row.AdjustedP >= row.AgainstReference!.Test.PValue));
    }

    [Fact]
    public async Task SourceOfSuccess_IsReadFromTheLineage()
    {
        ComparisonResult result = await RunAsync(Plan with { Limit = 200 });
        var all = result.Rows.Where(row => row.Group == "all").ToDictionary(row => row.Strategy);

        Assert.Equal(0, all["bes-no-evolution"].Evolved);
        Assert.InRange(all["bes"].EvolvedShare, 0.05, 1);
        Assert.True(all["bes"].Solved > all["guess"].Solved);
        Assert.True(all["bes"].TokensToSolve.Mean > 0);
    }

    [Fact]
    public async Task BadPlan_IsNamedAllAtOnce()
    {
        var plan = new ComparisonPlan { Problems = [], Strategies = [Plan.Strategies[0], Plan.Strategies[0]], Limit = 0, Reference = "bess", InFlight = 0, Replicates = 0 };
        string message = (await Assert.ThrowsAsync<BadInputException>(async () => await RunAsync(plan))).Message;

        Assert.All(
            ["no problems", "'guess' twice", "limit of 0", "0 replicates", "0 searches in flight", "reference 'bess'"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void EvolutionChildren_CannotBeEqualised() =>
        Assert.Throws<BadInputException>(() => (Plan with { Equalised = Counter.EvolutionChildren }).Validate());

    private static Task<ComparisonResult> RunAsync(ComparisonPlan plan) =>
        StrategyComparison.RunAsync(plan, StrategyComparison.Unrecorded(7, Policy), null, CancellationToken.None).AsTask();
}
