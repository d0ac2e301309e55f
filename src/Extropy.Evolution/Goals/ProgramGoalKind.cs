namespace Extropy.Evolution.Goals;

/// <summary>What a goal is for.</summary>
public enum ProgramGoalKind
{
    /// <summary>True on every good candidate at the time it was made, false on naive ones.</summary>
    Reference,

    /// <summary>False on most good candidates: a little beyond the best.</summary>
    Aspirational,
}
