using System.Collections.Immutable;
using Extropy.Cli.Solving;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Cli.Tests;

/// <summary>A small pool made by hand, so that pages do not change when a search draws differently.</summary>
internal static class Samples
{
    private static readonly SearchSetup Setup = PersonaFactsSetup.Create(new SolveRequest { Problem = "persona-facts", Seed = 1 });

    /// <summary>Two expansions, their combination, and an expansion that solves.</summary>
    public static SolveReport Report { get; } = Make();

    private static SolveReport Make()
    {
        var problem = (PersonaFactsProblem)Setup.Problem;
        ImmutableArray<SearchNode> nodes =
        [
            Node(0, "root", [], 0, 0),
            Node(1, "expansion", [0], 0.233, 2, "fact 0", "fact 2"),
            Node(2, "expansion", [0], 0.35, 5, "fact 1", "fact 3", "fact 5"),
            Node(3, "combination", [1, 2], 0.583, 5, "fact 0", "fact 2", "fact 1", "fact 3", "fact 5"),
            Node(4, "expansion", [3], 1, 7, "fact 0", "fact 2", "fact 1", "fact 3", "fact 5", "small talk of persona 1", "fact 4"),
        ];
        return new SolveReport
        {
            Request = new SolveRequest { Problem = "persona-facts", Seed = 1 },
            Setup = Setup,
            Strategy = "bes",
            Budget = Setup.DefaultBudget,
            Result = new SearchResult(SearchOutcome.Solved, nodes, nodes[^1], nodes[^1].Spent, null, problem.Goals.Initial),
        };

        SearchNode Node(int id, string origin, ImmutableArray<int> parents, double score, long tokens, params string[] steps)
        {
            var trajectory = new Trajectory([.. steps.Select(text => new Step(text))]);
            var spent = new Spending(PolicyCalls: tokens, GeneratedTokens: tokens, PromptTokens: 2 * tokens, EvolutionChildren: id >= 3 ? 1 : 0, VerifierCalls: id);
            return new SearchNode(id, trajectory, parents, origin, problem.Verify(trajectory), score, spent);
        }
    }
}
