using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;
using Extropy.Tasks.KnightsAndKnaves.Verification;

namespace Extropy.Tasks.KnightsAndKnaves.Goals;

/// <summary>
/// The template tree built from the known solution (BES, arXiv 2605.28814, appendix D.1). Level 2: one goal per person, "confirm the true role".
/// Level 3, activated later, 4 + (n − 1) per person: assume the other role; refute it; assume the true role; confirm it; and assume it together
/// with the true role of each other person. All goals are 0 or 1 and look at the paragraphs that are not wrong.
/// </summary>
internal sealed class TruthGoals : IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private readonly KkProblem _problem;
    private readonly ImmutableArray<ImmutableArray<Goal>> _candidates;
    private readonly FrozenDictionary<string, Check> _checks;

    public TruthGoals(KkProblem problem)
    {
        _problem = problem;
        var checks = new Dictionary<string, Check>(StringComparer.Ordinal);
        GoalTree tree = GoalTree.WithRoot(Add(checks, new Goal("solved", null, "derive every role and answer"), new(Kind.Solved, 0, 0)));
        int people = problem.Puzzle.People;
        Initial = tree.Grow(Enumerable.Range(0, people).Select(person =>
            Add(checks, new Goal(PersonTurns.IdOf(person), "solved", $"confirm that {True(person)}"), new(Kind.Person, person, 0))));
        _candidates = [.. Enumerable.Range(0, people).Select(person => Candidates(checks, person))];
        _checks = checks.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private enum Kind
    {
        Solved,
        Person,
        AssumeOther,
        RefuteOther,
        AssumeTrue,
        ConfirmTrue,
        AssumeBoth,
    }

    public string Name => KkGoalNames.Of(KkGoals.Truth);

    public GoalTree Initial { get; }

    public IGoalVerifier Verifier => this;

    public IGoalDecomposer Decomposer => this;

    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(
        GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(PersonTurns.Next(tree, _candidates, context));

    public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
    {
        Span<int> together = stackalloc int[_problem.Puzzle.People]; // [p]: persons assumed in their true role in a paragraph that assumes p so
        together.Clear();
        var seen = new Seen();
        foreach (Step step in trajectory.Steps) Look(_problem.Derivation.Facts(step), ref seen, together);
        for (int i = 0; i < goals.Length; i++)
            scores[i] = _checks.TryGetValue(goals[i].Id, out Check check) && Holds(check, seen, together, trajectory) ? 1 : 0;
    }

    private void Look(ParagraphFacts facts, ref Seen seen, Span<int> together)
    {
        if (facts.Claim is Claim.Answer answer)
        {
            seen.Answered = answer.Roles.Known & ~(answer.Roles.Knights ^ _problem.Solution.Knights);
            return;
        }

        if (facts.Validity != StepValidity.Valid) return;
        int differing = facts.Roles.Known & (facts.Roles.Knights ^ _problem.Solution.Knights);
        int agreeing = facts.Roles.Known & ~differing;
        seen.AssumedOther |= differing;
        seen.AssumedTrue |= agreeing;
        if (facts.IsConsistent) seen.Confirmed |= agreeing;
        else if (_problem.Solution.Says(facts.Conclusion.Person, facts.Conclusion.IsKnight)) seen.Refuted |= 1 << facts.Conclusion.Person;
        for (int person = 0; person < together.Length; person++)
            if ((agreeing >> person & 1) == 1) together[person] |= agreeing;
    }

    private bool Holds(Check check, in Seen seen, ReadOnlySpan<int> together, Trajectory trajectory) => check.Kind switch
    {
        Kind.Solved => seen.Answered != 0 && _problem.RewardOf(_problem.Derivation.StandingOf(trajectory)) >= 1,
        Kind.Person => ((seen.Confirmed | seen.Answered) >> check.Person & 1) == 1,
        Kind.AssumeOther => (seen.AssumedOther >> check.Person & 1) == 1,
        Kind.RefuteOther => (seen.Refuted >> check.Person & 1) == 1,
        Kind.AssumeTrue => (seen.AssumedTrue >> check.Person & 1) == 1,
        Kind.ConfirmTrue => (seen.Confirmed >> check.Person & 1) == 1,
        _ => (together[check.Person] >> check.Other & 1) == 1,
    };

    private ImmutableArray<Goal> Candidates(Dictionary<string, Check> checks, int person)
    {
        string parent = PersonTurns.IdOf(person);
        var goals = ImmutableArray.CreateBuilder<Goal>();
        goals.Add(Add(checks, new($"{parent}/assume-other", parent, $"assume that {Other(person)}"), new(Kind.AssumeOther, person, 0)));
        goals.Add(Add(checks, new($"{parent}/refute-other", parent, $"refute that {Other(person)}"), new(Kind.RefuteOther, person, 0)));
        goals.Add(Add(checks, new($"{parent}/assume-true", parent, $"assume that {True(person)}"), new(Kind.AssumeTrue, person, 0)));
        goals.Add(Add(checks, new($"{parent}/confirm-true", parent, $"find it consistent that {True(person)}"), new(Kind.ConfirmTrue, person, 0)));
        for (int other = 0; other < _problem.Puzzle.People; other++)
        {
            if (other == person) continue;
            string id = string.Create(CultureInfo.InvariantCulture, $"{parent}/with-{other}");
            string both = $"assume that {True(person)} and {True(other)}";
            goals.Add(Add(checks, new(id, parent, both), new(Kind.AssumeBoth, person, other)));
        }

        return goals.ToImmutable();
    }

    private string True(int person) => Is(person, _problem.Solution.IsKnight(person));

    private string Other(int person) => Is(person, !_problem.Solution.IsKnight(person));

    private string Is(int person, bool isKnight) => $"{_problem.Puzzle.Names[person]} is a {(isKnight ? "knight" : "knave")}";

    private static Goal Add(Dictionary<string, Check> checks, Goal goal, Check check)
    {
        checks.Add(goal.Id, check);
        return goal;
    }

    private readonly record struct Check(Kind Kind, int Person, int Other);

    /// <summary>Persons, as bit masks.</summary>
    private record struct Seen(int AssumedTrue, int AssumedOther, int Confirmed, int Refuted, int Answered);
}
