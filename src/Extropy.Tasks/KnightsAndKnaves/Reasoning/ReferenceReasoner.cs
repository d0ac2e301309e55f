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
        var claims = ImmutableArray.CreateBuilder<Claim>();
        List<int> queue = [.. Enumerable.Range(0, puzzle.People)];
        List<RoleOf> assumed = [];
        bool isKnight = true; // the role to try next for queue[assumed.Count]
        while (assumed.Count < puzzle.People)
        {
            var proposal = new RoleOf(queue[assumed.Count], isKnight);
            Claim claim = Judge(puzzle, [.. assumed], proposal);
            claims.Add(claim);
            if (claim is Claim.Consistent)
            {
                assumed.Add(proposal);
                if (mentionedFirst) TakeNext(queue, assumed.Count, puzzle.Statements[proposal.Person]);
                isKnight = true;
            }
            else if (isKnight)
            {
                isKnight = false;
            }
            else
            {
                claims.Add(new Claim.Reconsider(GoBack(assumed)));
            }
        }

        claims.Add(new Claim.Answer(Roles(assumed)));
        return claims.ToImmutable();
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

    private static Roles Roles(IReadOnlyList<RoleOf> list)
    {
        Roles roles = Logic.Roles.None;
        foreach (RoleOf role in list) roles = roles.With(role.Person, role.IsKnight);
        return roles;
    }

    /// <summary>Drops assumptions up to and including the last knight, whose other role is still to try; returns that person.</summary>
    private static int GoBack(List<RoleOf> assumed)
    {
        int last = assumed.FindLastIndex(role => role.IsKnight);
        if (last < 0) throw new BadInputException("The puzzle has no solution, so there is no derivation of one.");
        int person = assumed[last].Person;
        assumed.RemoveRange(last, assumed.Count - last);
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
