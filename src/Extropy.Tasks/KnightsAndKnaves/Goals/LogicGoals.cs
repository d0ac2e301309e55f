using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Verification;

namespace Extropy.Tasks.KnightsAndKnaves.Goals;

/// <summary>
/// Goals that need no solution. A person's goal holds only when the role is established (<see cref="KkStanding.Established"/>): the other role
/// refuted by a verified contradiction whose assumptions are all established already, or a complete assignment verified. A verified consistent
/// assumption alone proves next to nothing (most wrong roles pass), so it earns nothing there.
/// </summary>
/// <remarks>
/// <para>The dense goals: <c>eliminate</c> = 1 − log₂(live)/n over assignments that verified contradictions leave; <c>joint</c> = (k − 1)/(n − 1)
/// for the largest k roles assumed together, found consistent, and not ruled out by the same trajectory's contradictions. A single assumption
/// earns 0 and a verified solution 1.</para>
/// <para>Splitting a person's goal adds, for every other person, <c>with-q</c> = 1 − log₂(c)/2, where c of the 4 joint roles of the two still live.
/// Different trajectories settle different pairs, which is what makes two of them worth combining.</para>
/// </remarks>
internal sealed class LogicGoals : IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private const string Root = "solved";
    private const string AllRoles = "roles";

    private readonly KkProblem _problem;
    private readonly ImmutableArray<ImmutableArray<Goal>> _candidates;
    private readonly FrozenDictionary<string, Check> _checks;

    public LogicGoals(KkProblem problem, KkGoals variant)
    {
        _problem = problem;
        Name = KkGoalNames.Of(variant);
        int people = problem.Puzzle.People;
        var checks = new Dictionary<string, Check>(StringComparer.Ordinal);
        List<Goal> goals = [Add(checks, new(AllRoles, Root, "establish every role"), new(Kind.Roles, 0, 0))];
        if (variant is KkGoals.LogicOnly or KkGoals.LogicOnlyElimination)
            goals.Add(Add(checks, new("eliminate", Root, "rule out assignments"), new(Kind.Eliminate, 0, 0)));
        if (variant is KkGoals.LogicOnly)
            goals.Add(Add(checks, new("joint", Root, "assume many roles together without contradiction"), new(Kind.Joint, 0, 0)));
        for (int person = 0; person < people; person++)
            goals.Add(Add(checks, new(PersonTurns.IdOf(person), AllRoles, $"establish the role of {NameOf(person)}"), new(Kind.Person, person, 0)));

        GoalTree root = GoalTree.WithRoot(Add(checks, new Goal(Root, null, "derive every role and answer"), new(Kind.Solved, 0, 0)));
        Initial = root.Grow(goals);
        _candidates = variant is KkGoals.LogicOnlyStrict ? [] : [.. Enumerable.Range(0, people).Select(person => Pairs(checks, person))];
        _checks = checks.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private enum Kind
    {
        Solved,
        Roles,
        Eliminate,
        Joint,
        Person,
        Pair,
    }

    public string Name { get; }

    public GoalTree Initial { get; }

    public IGoalVerifier Verifier => this;

    public IGoalDecomposer Decomposer => this;

    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(
        GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(PersonTurns.Next(tree, _candidates, context));

    public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
    {
        Span<ulong> live = stackalloc ulong[AssignmentBits.Words(_problem.Puzzle.People)];
        KkStanding standing = _problem.Derivation.StandingOf(trajectory, live);
        for (int i = 0; i < goals.Length; i++)
            scores[i] = _checks.TryGetValue(goals[i].Id, out Check check) ? Value(check, standing, live) : 0;
    }

    private double Value(Check check, KkStanding standing, ReadOnlySpan<ulong> live)
    {
        int people = _problem.Puzzle.People;
        return check.Kind switch
        {
            Kind.Solved => _problem.RewardOf(standing),
            Kind.Roles => standing.Established.Count == people ? 1 : 0,
            Kind.Eliminate => 1 - Math.Log2(Math.Max(1, standing.Live)) / people,
            Kind.Joint => Math.Max(0, standing.Joint - 1) / (people - 1.0),
            Kind.Person => standing.Established.Has(check.Person) ? 1 : 0,
            _ => 1 - Math.Log2(LiveJointRoles(live, check.Person, check.Other)) / 2,
        };
    }

    /// <summary>How many of the four joint roles of two persons occur in a live assignment; at least 1, since the solution is never ruled out.</summary>
    private static int LiveJointRoles(ReadOnlySpan<ulong> live, int first, int second)
    {
        ulong both = 0, onlyFirst = 0, onlySecond = 0, neither = 0;
        for (int word = 0; word < live.Length; word++)
        {
            ulong left = AssignmentBits.Knight(first, word), right = AssignmentBits.Knight(second, word);
            both |= live[word] & left & right;
            onlyFirst |= live[word] & left & ~right;
            onlySecond |= live[word] & ~left & right;
            neither |= live[word] & ~left & ~right;
        }

        return (both != 0 ? 1 : 0) + (onlyFirst != 0 ? 1 : 0) + (onlySecond != 0 ? 1 : 0) + (neither != 0 ? 1 : 0);
    }

    private ImmutableArray<Goal> Pairs(Dictionary<string, Check> checks, int person)
    {
        string parent = PersonTurns.IdOf(person);
        var goals = ImmutableArray.CreateBuilder<Goal>();
        for (int other = 0; other < _problem.Puzzle.People; other++)
        {
            if (other == person) continue;
            string id = string.Create(CultureInfo.InvariantCulture, $"{parent}/with-{other}");
            string text = $"rule out joint roles of {NameOf(person)} and {NameOf(other)}";
            goals.Add(Add(checks, new(id, parent, text), new(Kind.Pair, person, other)));
        }

        return goals.ToImmutable();
    }

    private string NameOf(int person) => _problem.Puzzle.Names[person];

    private static Goal Add(Dictionary<string, Check> checks, Goal goal, Check check)
    {
        checks.Add(goal.Id, check);
        return goal;
    }

    private readonly record struct Check(Kind Kind, int Person, int Other);
}
