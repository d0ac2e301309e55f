namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>One person's role.</summary>
/// <param name="Person">From 0.</param>
/// <param name="IsKnight">Knight or knave.</param>
public readonly record struct RoleOf(int Person, bool IsKnight)
{
    /// <summary>The same person in the other role.</summary>
    public RoleOf Opposite => new(Person, !IsKnight);
}
