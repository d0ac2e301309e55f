namespace Extropy.Search.Goals;

/// <summary>The goals a problem offers: where the tree starts, how its goals are checked, and how it grows.</summary>
public interface IGoalSource
{
    /// <summary>Name of the source, e.g. <c>truth</c> or <c>logic-only</c>.</summary>
    string Name { get; }

    /// <summary>The tree before any decomposition, root included. The root's own verdict is the problem's reward.</summary>
    GoalTree Initial { get; }

    /// <summary>Checks goals.</summary>
    IGoalVerifier Verifier { get; }

    /// <summary>Splits goals into parts.</summary>
    IGoalDecomposer Decomposer { get; }
}
