using System.Buffers;
using System.Text.Json;
using Extropy.Core.Accounting;
using Extropy.Runs.Store;
using Extropy.Search.Bes;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.CrashHost;

/// <summary>Eight searches of the flagship on the persona-facts toy, written down to the last bit.</summary>
public static class Scenario
{
    public const int Searches = 8;

    public static RunRequest Request(long seed) => new("crash", seed, ["crash", "--seed", $"{seed}"]);

    /// <summary>Runs all searches on the run's journal, at most <paramref name="workers"/> at once, and returns the result's bytes.</summary>
    public static async Task<byte[]> RunAsync(
        RunSession run, int workers, CancellationToken cancellationToken, Func<IStepPolicy, IStepPolicy>? world = null)
    {
        var options = new PersonaFactsOptions { Stay = 0.995 };
        var problem = new PersonaFactsProblem(options);
        IStepPolicy policy = new PersonaFactsPolicy(options);
        if (world is not null) policy = world(policy);
        var strategy = new BesSearch(new BesOptions { Stop = StopRule.BudgetOnly });
        var budget = new Budget { PolicyCalls = 60 };
        var results = new SearchResult[Searches];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, Searches, limits, async (replicate, stop) =>
            results[replicate] = await run.SearchAsync(strategy, problem, policy, budget, replicate, null, null, stop));
        return Write(results);
    }

    private static byte[] Write(SearchResult[] results)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (SearchResult result in results)
            {
                json.WriteStartObject();
                json.WriteString("outcome", result.Outcome.ToString());
                json.WriteString("spent", result.Spent.ToString());
                json.WriteNumber("best", result.Best.Id);
                json.WriteStartArray("nodes");
                foreach (SearchNode node in result.Nodes)
                {
                    json.WriteStringValue(
                        $"{node.Operator} {string.Join('+', node.Parents)} {BitConverter.DoubleToInt64Bits(node.Score):x} {node.Spent}: {node.Trajectory.ToText("|")}");
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
