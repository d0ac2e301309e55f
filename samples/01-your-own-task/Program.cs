using Extropy.Core.Accounting;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;

var problem = new Reach(37);
foreach (string name in KnownStrategies.Names)
{
    ISearchStrategy strategy = KnownStrategies.Create(name);
    var context = new SearchContext(SearchKey.Of(seed: 1, problem, strategy), new Coin(), new Budget { PolicyCalls = 2000 });
    SearchResult result = await strategy.SearchAsync(problem, context, CancellationToken.None);
    string steps = result.Best.Trajectory.ToText(problem.StepSeparator);
    Console.WriteLine(result.IsSolved ? $"{name}: {steps} ({result.Spent.PolicyCalls} calls)" : $"{name}: not solved ({result.Outcome})");
}
