using System.Collections.Immutable;
using System.Globalization;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Tasks.PersonaFacts;

/// <summary>The toy's goals: a root (all facts told) and one binary leaf per fact, complete from the start.</summary>
internal sealed class PersonaFactsGoals : IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private readonly PersonaFactsVocabulary _vocabulary;
    private readonly Dictionary<string, int> _factOf = new(StringComparer.Ordinal);

    public PersonaFactsGoals(PersonaFactsVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        var leaves = new List<Goal>();
        for (int fact = 0; fact < vocabulary.Facts; fact++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"fact-{fact}");
            leaves.Add(new Goal(id, "all", string.Create(CultureInfo.InvariantCulture, $"tell fact {fact}")));
            _factOf.Add(id, fact);
        }

        Initial = GoalTree.WithRoot(new Goal("all", null, "tell every fact")).Grow(leaves);
    }

    public string Name => "facts";

    public GoalTree Initial { get; }

    public IGoalVerifier Verifier => this;

    public IGoalDecomposer Decomposer => this;

    public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
    {
        Span<bool> told = stackalloc bool[_vocabulary.Facts];
        bool all = _vocabulary.Mark(trajectory, told) == _vocabulary.Facts;
        for (int i = 0; i < goals.Length; i++)
        {
            bool holds = _factOf.TryGetValue(goals[i].Id, out int fact) ? told[fact] : goals[i].ParentId is null && all;
            scores[i] = holds ? 1 : 0;
        }
    }

    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(
        GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken) => ValueTask.FromResult(ImmutableArray<Goal>.Empty);
}
