using System.Numerics;
using System.Text;

namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>Roles of some persons: a partial assignment as two bit masks.</summary>
/// <param name="Known">Bit p is set when person p has a role.</param>
/// <param name="Knights">Bit p is set when person p is a knight; a subset of <paramref name="Known"/>.</param>
public readonly record struct Roles(int Known, int Knights)
{
    /// <summary>Nobody has a role.</summary>
    public static Roles None => default;

    /// <summary>How many persons have a role.</summary>
    public int Count => BitOperations.PopCount((uint)Known);

    /// <summary>A role for everybody.</summary>
    /// <param name="people">n.</param>
    /// <param name="knights">Bit p is set when person p is a knight.</param>
    public static Roles Complete(int people, int knights) => new((1 << people) - 1, knights);

    /// <summary>Whether a person has a role.</summary>
    public bool Has(int person) => (Known >> person & 1) == 1;

    /// <summary>Whether a person is a knight; false also when the role is open.</summary>
    public bool IsKnight(int person) => (Knights >> person & 1) == 1;

    /// <summary>Whether a person has exactly this role.</summary>
    public bool Says(int person, bool isKnight) => Has(person) && IsKnight(person) == isKnight;

    /// <summary>These roles with one more; an earlier role of the same person is replaced.</summary>
    public Roles With(int person, bool isKnight)
    {
        int bit = 1 << person;
        return new(Known | bit, isKnight ? Knights | bit : Knights & ~bit);
    }

    /// <summary>These roles without one person's.</summary>
    public Roles Without(int person)
    {
        int others = ~(1 << person);
        return new(Known & others, Knights & others);
    }

    /// <summary>Whether every role here is also in <paramref name="other"/>.</summary>
    public bool IsPartOf(Roles other) => (Known & ~other.Known) == 0 && (other.Knights & Known) == Knights;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int person = 0; person < KkPuzzle.MaxPeople; person++)
        {
            if (!Has(person)) continue;
            if (text.Length > 0) text.Append(' ');
            text.Append('P').Append(person).Append(IsKnight(person) ? " KNIGHT" : " KNAVE");
        }

        return text.ToString();
    }
}
