namespace Extropy.Tasks.KnightsAndKnaves.Goals;

/// <summary>Which sub-goals a puzzle offers to a search.</summary>
public enum KkGoals
{
    /// <summary>None: a trajectory counts by the verifier alone.</summary>
    None,

    /// <summary>
    /// The template tree of the published system, built from the known solution: one goal per person, parts of it activated later. For
    /// training data only.
    /// </summary>
    Truth,

    /// <summary>
    /// What can be checked without the solution: for each person, how far one of the two roles is ruled out, and how far the narrowest joint assumption
    /// that still stands has come. The honest default at inference.
    /// </summary>
    LogicOnly,

    /// <summary>Assignments ruled out, and the largest joint assumption that still stands.</summary>
    LogicOnlyJoint,

    /// <summary><see cref="LogicOnly"/> without joint assumptions: only what verified contradictions prove.</summary>
    LogicOnlyElimination,

    /// <summary>Established roles alone: all goals are 0 or 1, and most stay 0 until late.</summary>
    LogicOnlyStrict,
}
