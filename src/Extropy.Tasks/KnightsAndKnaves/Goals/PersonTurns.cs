using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Search.Context;
using Extropy.Search.Goals;

namespace Extropy.Tasks.KnightsAndKnaves.Goals;

/// <summary>
/// The schedule by which per-person goals are split: people in an order drawn once per search, each turn activating up to ten candidates of
/// the person whose turn it is; when there are more than ten, which ones is drawn too. In the published system a language model does the
/// ordering and the picking; here chance does, free of charge.
/// </summary>
internal static class PersonTurns
{
    private const int MostPerTurn = 10;

    /// <summary>The id of a person's goal.</summary>
    public static string IdOf(int person) => string.Create(CultureInfo.InvariantCulture, $"person-{person}");

    /// <summary>The candidates to activate next; empty when all are active.</summary>
    /// <param name="tree">The tree so far; it holds every person's goal.</param>
    /// <param name="candidates">Shape [n]: what each person's goal can be split into.</param>
    /// <param name="context">Source of chance.</param>
    public static ImmutableArray<Goal> Next(GoalTree tree, ImmutableArray<ImmutableArray<Goal>> candidates, SearchContext context)
    {
        int chosen = -1, fewestTurns = int.MaxValue;
        foreach (int person in Order(candidates.Length, context))
        {
            int active = tree.Children(tree.IndexOf(IdOf(person))).Length;
            int turns = (active + MostPerTurn - 1) / MostPerTurn;
            if (active == candidates[person].Length || turns >= fewestTurns) continue;
            (chosen, fewestTurns) = (person, turns);
        }

        if (chosen < 0) return [];
        Goal[] remaining = [.. candidates[chosen].Where(goal => tree.IndexOf(goal.Id) < 0)];
        if (remaining.Length <= MostPerTurn) return [.. remaining];
        Draws picks = context.Random("goal-picks").At(tree.Version);
        picks.Shuffle<Goal>(remaining);
        return [.. remaining.AsSpan(0, MostPerTurn)];
    }

    private static int[] Order(int people, SearchContext context)
    {
        int[] order = [.. Enumerable.Range(0, people)];
        Draws draws = context.Random("goal-order").At(0);
        draws.Shuffle<int>(order);
        return order;
    }
}
