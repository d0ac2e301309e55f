using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Cli.Solving;

/// <summary>A finished search with everything that its page and its JSON show. A pure function of the request.</summary>
internal sealed record SolveReport
{
    /// <summary>What was asked.</summary>
    public required SolveRequest Request { get; init; }

    /// <summary>Problem, policy and words.</summary>
    public required SearchSetup Setup { get; init; }

    /// <summary>The strategy's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>What could be spent.</summary>
    public required Budget Budget { get; init; }

    /// <summary>What the search left behind.</summary>
    public required SearchResult Result { get; init; }

    /// <summary>The search was stopped; this is what it had committed.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How long the search took; a measurement, never part of a result.</summary>
    public TimeSpan Searching { get; init; }

    /// <summary>Everything that happened, in order; empty when nobody kept it.</summary>
    public ImmutableArray<SearchEvent> Events { get; init; } = [];

    /// <summary>The node to show.</summary>
    public SearchNode Best => Result.Best;

    /// <summary>Where each step of the best node came from.</summary>
    public ImmutableArray<StepOrigin> Origins => field.IsDefault ? field = Lineage.OfSteps(Result.Nodes, Best) : field;

    /// <summary>How well the best node meets each goal of the final tree, or empty without goals.</summary>
    public ImmutableArray<double> GoalScores => field.IsDefault ? field = ScoreGoals(Best) : field;

    /// <summary>Nodes made by each operator, by name.</summary>
    public ImmutableSortedDictionary<string, int> Operators => Result.Nodes
        .Where(node => node.Operator != NodeOrigin.Root)
        .GroupBy(node => node.Operator, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>The best node and its ancestors in order of arrival, without the root.</summary>
    public ImmutableArray<SearchNode> Ancestors => [.. Result.Lineage(Best).Where(node => node.Operator != NodeOrigin.Root)];

    /// <summary>The best node has an ancestor, itself included, that recombination made.</summary>
    public bool IsEvolved => Ancestors.Any(Lineage.IsEvolved);

    private ImmutableArray<double> ScoreGoals(SearchNode node)
    {
        if (Result.Goals is not { } tree || Setup.Problem.Goals is not { } source) return [];
        Goal[] goals = [.. tree.Goals];
        var scores = new double[goals.Length];
        source.Verifier.Score(node.Trajectory, goals, scores);
        if (node.Verdict.IsSolved) scores[0] = 1; // the root's verdict is the problem's reward
        return [.. scores.Select(score => double.IsNaN(score) ? 0 : Math.Clamp(score, 0, 1))];
    }
}
