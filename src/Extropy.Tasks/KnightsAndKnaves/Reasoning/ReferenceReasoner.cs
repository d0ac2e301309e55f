using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Reasoning;

/// <summary>
/// The reference derivation: depth-first over the people, knight before knave, with a partial-consistency test after every assumption.
/// After a consistent assumption the people whom that person speaks of are taken next.
/// </summary>
/// <remarks>The order of proposals follows the chain of thought of the published data set (mem-kk-logic); the paragraphs are self-contained,
/// which those of the data set are not.</remarks>
public static class ReferenceReasoner
{
    /// <summary>The derivation of a puzzle's first solution in search order, the answer last.</summary>
    /// <param name="puzzle">A puzzle with at least one solution.</param>
    /// <param name="mentionedFirst">Whether mentioned people are taken next; otherwise people keep their order.</param>
    /// <exception cref="BadInputException">The puzzle has no solution.</exception>
    public static ImmutableArray<Claim> Derive(KkPuzzle puzzle, bool mentionedFirst = true)
    {
        RequireSolution(puzzle);
        return Search(puzzle, [], [.. Enumerable.Range(0, puzzle.People)], isKnight: true, mentionedFirst);
    }

    /// <summary>What the derivation writes after a claim that it may not have made itself, the answer last.</summary>
    /// <remarks>A knave in the list is taken to mean that the knight is refuted, as in every list that the derivation makes. When that leads
    /// nowhere it goes back to the first person of the list and starts afresh.</remarks>
    /// <param name="puzzle">A puzzle with at least one solution.</param>
    /// <param name="last">The claim to go on from, with distinct persons; a claim that assumes nothing begins at the start.</param>
    /// <param name="order">Shape [n]: the order in which people are taken.</param>
    /// <param name="mentionedFirst">Whether mentioned people are taken next.</param>
    /// <exception cref="BadInputException">The puzzle has no solution.</exception>
    public static ImmutableArray<Claim> Continue(KkPuzzle puzzle, Claim last, ReadOnlySpan<int> order, bool mentionedFirst)
    {
        RequireSolution(puzzle);
        RoleOf? refuted = (last as Claim.Contradiction)?.Refuted;
        List<RoleOf> assumed = last switch
        {
            Claim.Consistent consistent => [.. consistent.Assumed],
            Claim.Contradiction contradiction => [.. contradiction.Assumed],
            _ => [],
        };
        List<int> queue = [.. assumed.Select(role => role.Person)];
        if (refuted is { } role) queue.Add(role.Person);
        foreach (int person in order)
            if (!queue.Contains(person)) queue.Add(person);
        if (mentionedFirst && refuted is null && assumed.Count > 0) TakeNext(queue, assumed.Count, puzzle.Statements[assumed[^1].Person]);
        return Search(puzzle, assumed, queue, isKnight: refuted is null ? true : refuted.Value.IsKnight ? false : null, mentionedFirst);
    }

    /// <summary>The true claim about assuming one more role: consistent, or refuted by the first listed person whose claim cannot hold.</summary>
    /// <param name="puzzle">The puzzle.</param>
    /// <param name="assumed">Roles assumed so far, of distinct persons.</param>
    /// <param name="proposal">The role to judge, of another person.</param>
    public static Claim Judge(KkPuzzle puzzle, ImmutableArray<RoleOf> assumed, RoleOf proposal)
    {
        ImmutableArray<RoleOf> all = assumed.Add(proposal);
        int contradicted = PartialConsistency.Contradicted(puzzle, Roles(all));
        if (contradicted == 0) return new Claim.Consistent(all);
        return new Claim.Contradiction(assumed, proposal, all.First(role => (contradicted >> role.Person & 1) == 1).Person);
    }

    /// <param name="puzzle">A puzzle with at least one solution.</param>
    /// <param name="assumed">Roles assumed so far, for the first people of the queue.</param>
    /// <param name="queue">All people in the order they are taken.</param>
    /// <param name="isKnight">The role to try next for the first person without one; null when both are refuted.</param>
    /// <param name="mentionedFirst">Whether mentioned people are taken next.</param>
    private static ImmutableArray<Claim> Search(
        KkPuzzle puzzle, List<RoleOf> assumed, List<int> queue, bool? isKnight, bool mentionedFirst)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>();
        while (assumed.Count < puzzle.People)
        {
            if (isKnight is null)
            {
                claims.Add(new Claim.Reconsider(GoBack(assumed, queue[0], out bool next)));
                isKnight = next;
            }

            var proposal = new RoleOf(queue[assumed.Count], isKnight.Value);
            Claim claim = Judge(puzzle, [.. assumed], proposal);
            claims.Add(claim);
            if (claim is Claim.Consistent)
            {
                assumed.Add(proposal);
                if (mentionedFirst) TakeNext(queue, assumed.Count, puzzle.Statements[proposal.Person]);
                isKnight = true;
            }
            else
            {
                isKnight = proposal.IsKnight ? false : null;
            }
        }

        claims.Add(new Claim.Answer(Roles(assumed)));
        return claims.ToImmutable();
    }

    private static void RequireSolution(KkPuzzle puzzle)
    {
        if (KkSolver.Solutions(puzzle).IsEmpty) throw new BadInputException("The puzzle has no solution, so there is no derivation of one.");
    }

    private static Roles Roles(IReadOnlyList<RoleOf> list)
    {
        Roles roles = Logic.Roles.None;
        foreach (RoleOf role in list) roles = roles.With(role.Person, role.IsKnight);
        return roles;
    }

    /// <summary>Drops assumptions up to and including the last knight, whose other role is still to try; all of them, to begin afresh with the
    /// first person as a knight, when there is no knight. Returns the person to reconsider.</summary>
    private static int GoBack(List<RoleOf> assumed, int first, out bool isKnight)
    {
        int last = assumed.FindLastIndex(role => role.IsKnight);
        isKnight = last < 0;
        int person = isKnight ? first : assumed[last].Person;
        assumed.RemoveRange(Math.Max(0, last), assumed.Count - Math.Max(0, last));
        return person;
    }

    /// <summary>Moves the people whom a statement mentions to the front of the queue's open part, in the order they are mentioned.</summary>
    private static void TakeNext(List<int> queue, int start, Statement statement)
    {
        int place = start;
        foreach (int person in InOrder(statement).Distinct())
        {
            int found = queue.IndexOf(person, start);
            if (found < 0) continue;
            queue.RemoveAt(found);
            queue.Insert(place++, person);
        }
    }

    private static IEnumerable<int> InOrder(Statement statement) => statement switch
    {
        Statement.TellsTruth leaf => [leaf.Person],
        Statement.Lies leaf => [leaf.Person],
        Statement.Not not => InOrder(not.Inner),
        Statement.And and => InOrder(and.Left).Concat(InOrder(and.Right)),
        Statement.Or or => InOrder(or.Left).Concat(InOrder(or.Right)),
        Statement.Implies implies => InOrder(implies.Left).Concat(InOrder(implies.Right)),
        Statement.Iff iff => InOrder(iff.Left).Concat(InOrder(iff.Right)),
        _ => throw new ArgumentException($"Not a statement: {statement.GetType().Name}.", nameof(statement)),
    };
}
