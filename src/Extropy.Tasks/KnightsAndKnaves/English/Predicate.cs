using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>What is said of a person.</summary>
/// <param name="IsKnight">A knight or a knave …</param>
/// <param name="IsNegated">… or just not that.</param>
internal sealed record Predicate(bool IsKnight, bool IsNegated)
{
    /// <summary>The statement about a person.</summary>
    public Statement Of(int person)
    {
        Statement leaf = IsKnight ? new Statement.TellsTruth(person) : new Statement.Lies(person);
        return IsNegated ? new Statement.Not(leaf) : leaf;
    }
}
