namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>
/// The test behind every reasoning step: a partial assignment is consistent when, for every assigned person separately, some completion
/// of the unassigned people gives that person's statement the truth value the role demands. On purpose weaker than joint satisfiability:
/// each person may use another completion, and the statements of the unassigned are not looked at.
/// </summary>
public static class PartialConsistency
{
    /// <summary>Whether every assigned person passes.</summary>
    /// <param name="puzzle">The puzzle.</param>
    /// <param name="roles">Persons in 0..n−1.</param>
    public static bool Holds(KkPuzzle puzzle, Roles roles) => Contradicted(puzzle, roles) == 0;

    /// <summary>The assigned persons whose statement cannot have the demanded truth value, as a bit mask; 0 when consistent.</summary>
    /// <param name="puzzle">The puzzle.</param>
    /// <param name="roles">Persons in 0..n−1.</param>
    public static int Contradicted(KkPuzzle puzzle, Roles roles)
    {
        int contradicted = 0;
        for (int person = 0; person < puzzle.People; person++)
            if (roles.Has(person) && !CanHold(puzzle, person, roles)) contradicted |= 1 << person;
        return contradicted;
    }

    /// <summary>Whether some completion gives one assigned person's statement the demanded truth value.</summary>
    /// <remarks>Only mentioned persons without a role matter: 2^(their number) look-ups, at most 4 in the published grammar.</remarks>
    public static bool CanHold(KkPuzzle puzzle, int person, Roles roles)
    {
        bool demanded = roles.IsKnight(person);
        int free = puzzle.Mentions(person) & ~roles.Known;
        int completion = free;
        while (true)
        {
            if (puzzle.IsTrue(person, roles.Knights | completion) == demanded) return true;
            if (completion == 0) return false;
            completion = (completion - 1) & free; // next subset of the free persons
        }
    }
}
