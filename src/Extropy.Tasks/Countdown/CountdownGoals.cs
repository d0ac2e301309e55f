using System.Collections.Immutable;
using System.Numerics;
using Extropy.Core.Chance;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Tasks.Countdown;

/// <summary>
/// Goals from the target backwards. Root: the target is made. Under it <c>near</c>, how close the best number made so far comes; then, one
/// decomposition at a time, pairs of numbers that are one operation away from the target: with a given number a, hold a and T − a, T + a, T / a or
/// T · a. No solver is asked: a pair may be impossible to reach.
/// </summary>
internal sealed class CountdownGoals : IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private const string Root = "target";
    private const string Near = "near";
    private const int MostPerTurn = 10;

    private readonly CountdownPuzzle _puzzle;
    private readonly ImmutableArray<Goal> _pairs;

    public CountdownGoals(CountdownPuzzle puzzle)
    {
        _puzzle = puzzle;
        Initial = GoalTree.WithRoot(new Goal(Root, null, $"make {puzzle.Target}")).Grow([new Goal(Near, Root, $"make a number near {puzzle.Target}")]);
        _pairs =
        [
            .. from given in puzzle.Numbers.Distinct()
               from partner in Partners(puzzle.Target, given)
               select new Goal($"hold {given} {partner}", Root, $"hold {given} and {partner}"),
        ];
    }

    public string Name => "backwards";

    public GoalTree Initial { get; }

    public IGoalVerifier Verifier => this;

    public IGoalDecomposer Decomposer => this;

    /// <summary>Up to ten pairs that are not in the tree yet, drawn at random.</summary>
    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken)
    {
        Goal[] open = [.. _pairs.Where(pair => tree.IndexOf(pair.Id) < 0)];
        Draws draws = context.Random("goal-picks").At(tree.Version);
        draws.Shuffle<Goal>(open);
        return ValueTask.FromResult<ImmutableArray<Goal>>([.. open.Take(MostPerTurn)]);
    }

    public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
    {
        var state = CountdownState.After(_puzzle, trajectory);
        for (int i = 0; i < goals.Length; i++) scores[i] = Value(goals[i].Id, state);
    }

    private static double Value(string goal, CountdownState state) => goal switch
    {
        Root => state.HasTarget ? 1 : 0,
        Near => Nearness(state),
        _ => goal.Split(' ') is ["hold", var given, var partner]
            && Rational.TryParse(given, out Rational first) && Rational.TryParse(partner, out Rational second)
            && (state.HasTarget || state.Has(first, second)) ? 1 : 0,
    };

    /// <summary>1 − |T − x| / T for the best x made, at least 0; given numbers do not count.</summary>
    private static double Nearness(CountdownState state)
    {
        double best = 0;
        foreach (Rational made in state.Available.Skip(state.Available.Count - state.Made))
        {
            Rational share = (state.Target - made) / state.Target;
            double distance = Math.Exp(BigInteger.Log(BigInteger.Abs(share.Numerator)) - BigInteger.Log(share.Denominator)); // any size
            best = Math.Max(best, 1 - distance);
        }

        return best;
    }

    private static IEnumerable<Rational> Partners(int target, int given)
    {
        Rational t = target, a = given;
        Rational[] partners = [t - a, t + a, t / a, t * a];
        return partners.Where(partner => partner.Numerator.Sign > 0).Distinct();
    }
}
