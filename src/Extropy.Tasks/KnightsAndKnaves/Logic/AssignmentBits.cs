namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>
/// Sets of assignments as bits: assignment a (bit p of a set when person p is a knight) is bit a mod 64 of word a / 64. With at most ten
/// people a set has at most 16 words.
/// </summary>
internal static class AssignmentBits
{
    /// <summary>Bits of a word.</summary>
    public const int WordBits = 64;

    /// <summary>Words of a set over <see cref="KkPuzzle.MaxPeople"/> people.</summary>
    public const int MaxWords = (1 << KkPuzzle.MaxPeople) / WordBits;

    /// <summary>Bit b of entry p is bit p of b: the role of person p over 64 consecutive assignments.</summary>
    private static readonly ulong[] RoleWords =
        [0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0, 0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000];

    /// <summary>Words of a set over so many people.</summary>
    public static int Words(int people) => ((1 << people) + WordBits - 1) / WordBits;

    /// <summary>A word of the set of all assignments.</summary>
    public static ulong All(int people) => 1 << people >= WordBits ? ulong.MaxValue : (1UL << (1 << people)) - 1;

    /// <summary>A word of the set of assignments in which a person is a knight.</summary>
    public static ulong Knight(int person, int word) =>
        person < RoleWords.Length
            ? RoleWords[person]
            : (word >> (person - RoleWords.Length) & 1) == 1 ? ulong.MaxValue : 0;

    /// <summary>A word of the set of assignments that agree with all given roles.</summary>
    public static ulong Agreeing(int people, Roles roles, int word)
    {
        ulong agreeing = All(people);
        for (int person = 0; person < people; person++)
        {
            if (!roles.Has(person)) continue;
            ulong knight = Knight(person, word);
            agreeing &= roles.IsKnight(person) ? knight : ~knight;
        }

        return agreeing;
    }
}
