using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Operators;
using Extropy.Search.Context;
using Extropy.Search.Trace;

namespace Extropy.Bench.Search;

/// <summary>What the search engine itself costs per node, with the time inside policy, verifier, goals and decomposer taken out.</summary>
internal sealed class EngineBench : IBench
{
    private const double TargetSmall = 20;
    private const double TargetLarge = 60;

    public string Name => "engine";

    public string About => "BES engine cost per node outside policy and verifier, at pools of 300 and 10,000";

    public int Run(string[] args)
    {
        Console.WriteLine("five people, goal trees growing to 46 goals, paper options; µs per node, engine only");
        Console.WriteLine("| goals | searches | pool | µs/node | of it first quarter | last quarter | policy + verifiers, µs/node | evolved |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Measure(searches: 200, pool: 300, isDense: false, print: false); // warms the code up
        double small = 0, large = 0;
        foreach (bool isDense in (bool[])[false, true])
        {
            small = Math.Max(small, Measure(searches: 200, pool: 300, isDense, print: true));
            Measure(searches: 20, pool: 3000, isDense, print: true);
            large = Math.Max(large, Measure(searches: 5, pool: 10_000, isDense, print: true));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"target: ≤ {TargetSmall} at 300 ({(small <= TargetSmall ? "met" : "MISSED")}), ≤ {TargetLarge} at 10,000 ({(large <= TargetLarge ? "met" : "MISSED")})"));
        return small <= TargetSmall && large <= TargetLarge ? 0 : 1;
    }

    private static double Measure(int searches, int pool, bool isDense, bool print)
    {
        var strategy = new BesSearch(new BesOptions
        {
            MaxNodes = pool, Stop = StopRule.BudgetOnly, Mix = OperatorMix.Paper,
        });
        long nodes = 0, evolved = 0, total = 0, outside = 0;
        var quarters = new double[4];
        for (int search = 0; search < searches; search++)
        {
            var problem = new GrowingProblem(people: 5, isDense);
            var watch = new QuarterWatch(problem.Clock, pool);
            var context = new SearchContext(new SearchKey(Digest.Of("engine").Derive(search)), problem.Policy, Budget.Unlimited, watch);
            long start = Stopwatch.GetTimestamp();
            SearchResult result = strategy.SearchAsync(problem, context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            total += Stopwatch.GetTimestamp() - start;
            outside += problem.Clock.Ticks;
            nodes += result.Nodes.Length;
            evolved += result.Spent.EvolutionChildren;
            for (int quarter = 0; quarter < 4; quarter++) quarters[quarter] += watch.EngineMicroseconds(quarter) / searches;
        }

        double engine = Microseconds(total - outside) / nodes;
        if (print)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(isDense ? "dense" : "binary")} | {searches} | {pool} | {engine:F2} | {quarters[0]:F2} | {quarters[3]:F2} | {Microseconds(outside) / nodes:F2} | {(double)evolved / nodes:P0} |"));
        }

        return engine;
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    /// <summary>Splits the engine's time by quarters of the pool.</summary>
    private sealed class QuarterWatch(OutsideClock clock, int pool) : ISearchObserver
    {
        private readonly long[] _at = new long[5];
        private readonly long _start = Stopwatch.GetTimestamp();

        public void OnEvent(SearchEvent happened)
        {
            if (happened is not SearchEvent.NodeAdded added || (added.Node.Id + 1) * 4 % pool != 0) return;
            _at[(added.Node.Id + 1) * 4 / pool] = Stopwatch.GetTimestamp() - _start - clock.Ticks;
        }

        public double EngineMicroseconds(int quarter) => Microseconds(_at[quarter + 1] - _at[quarter]) / (pool / 4.0);
    }
}
