using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Verification;

namespace Extropy.Tasks.KnightsAndKnaves.Goals;

/// <summary>
/// Goals that need no solution. A person's goal holds only when the role is established (<see cref="KkStanding.Established"/>): the other role
/// refuted by a verified contradiction whose assumptions are all established already, or a complete assignment verified. A verified consistent
/// assumption alone proves next to nothing (most wrong roles pass), so a single one earns nothing.
/// </summary>
/// <remarks>
/// <para>Values, with n people and live the assignments that verified contradictions leave:</para>
/// <para><c>person-p</c>: 1 when established; otherwise, unless strict, 1 − log(1 + c)/log(1 + 2ⁿ⁻¹) with c the live assignments in which p has the
/// role that is ruled out further, below 1. <c>roles</c>: the mean over all people; splitting it adds the people.</para>
/// <para><c>narrow</c> = 1 − log₂(m)/n, m the fewest live assignments that agree with one joint assumption (two roles or more) still standing.</para>
/// <para><c>eliminate</c> = 1 − log₂(live)/n; <c>joint</c> = (k − 1)/(n − 1), k the most roles in one joint assumption still standing.</para>
/// </remarks>
internal sealed class LogicGoals : IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private const string Root = "solved";
    private const string AllRoles = "roles";
    private const double NotEstablished = 0.99; // of a role that is entailed, but not step by step

    private readonly KkProblem _problem;
    private readonly bool _isStrict;
    private readonly ImmutableArray<Goal> _persons;
    private readonly FrozenDictionary<string, Check> _checks;

    public LogicGoals(KkProblem problem, KkGoals variant)
    {
        _problem = problem;
        _isStrict = variant is KkGoals.LogicOnlyStrict;
        Name = KkGoalNames.Of(variant);
        var checks = new Dictionary<string, Check>(StringComparer.Ordinal);
        List<Goal> goals = [];
        if (variant is KkGoals.LogicOnlyJoint)
        {
            goals.Add(Add(checks, new("eliminate", Root, "rule out assignments"), new(Kind.Eliminate)));
            goals.Add(Add(checks, new("joint", Root, "assume many roles together without contradiction"), new(Kind.Joint)));
        }
        else
        {
            if (variant is KkGoals.LogicOnly)
                goals.Add(Add(checks, new("narrow", Root, "assume roles together until few assignments are left"), new(Kind.Narrow)));
            goals.Add(Add(checks, new(AllRoles, Root, "establish every role"), new(Kind.Roles)));
        }

        GoalTree root = GoalTree.WithRoot(Add(checks, new Goal(Root, null, "derive every role and answer"), new(Kind.Solved)));
        Initial = root.Grow(goals);
        _persons = variant is KkGoals.LogicOnlyJoint ? [] : [.. problem.Puzzle.Names.Select((name, person) =>
            Add(checks, new Goal(PersonTurns.IdOf(person), AllRoles, $"establish the role of {name}"), new(Kind.Person, person)))];
        _checks = checks.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private enum Kind
    {
        Solved,
        Roles,
        Person,
        Narrow,
        Eliminate,
        Joint,
    }

    public string Name { get; }

    public GoalTree Initial { get; }

    public IGoalVerifier Verifier => this;

    public IGoalDecomposer Decomposer => this;

    /// <summary>Splits "every role" into people, all at once; nothing is left to split after that.</summary>
    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(
        GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(!_persons.IsEmpty && tree.IndexOf(_persons[0].Id) < 0 ? _persons : []);

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
            Kind.Roles => AllPersons(standing, live),
            Kind.Person => Person(check.Person, standing, live),
            Kind.Narrow => 1 - Math.Log2(Math.Max(1, standing.Narrowest)) / people,
            Kind.Eliminate => 1 - Math.Log2(Math.Max(1, standing.Live)) / people,
            _ => Math.Max(0, standing.Joint - 1) / (people - 1.0),
        };
    }

    private double AllPersons(KkStanding standing, ReadOnlySpan<ulong> live)
    {
        double sum = 0;
        for (int person = 0; person < _problem.Puzzle.People; person++) sum += Person(person, standing, live);
        return sum / _problem.Puzzle.People;
    }

    private double Person(int person, KkStanding standing, ReadOnlySpan<ulong> live)
    {
        if (standing.Established.Has(person)) return 1;
        if (_isStrict) return 0;
        int knight = 0, knave = 0;
        for (int word = 0; word < live.Length; word++)
        {
            ulong isKnight = AssignmentBits.Knight(person, word);
            knight += BitOperations.PopCount(live[word] & isKnight);
            knave += BitOperations.PopCount(live[word] & ~isKnight);
        }

        double left = Math.Log(1 + Math.Min(knight, knave)) / Math.Log(1 + (1 << (_problem.Puzzle.People - 1)));
        return Math.Min(NotEstablished, 1 - left);
    }

    private static Goal Add(Dictionary<string, Check> checks, Goal goal, Check check)
    {
        checks.Add(goal.Id, check);
        return goal;
    }

    private readonly record struct Check(Kind Kind, int Person = 0);
}
