using System.Collections.Immutable;

namespace Extropy.Evolution.Goals;

/// <summary>A goal tree over candidates' outputs. Growing it makes a new one with a higher version.</summary>
/// <param name="Version">From 1; higher for every change within a run.</param>
/// <param name="Reference">Merit of the best candidate when the tree was built from nothing: a clearly better one later asks for a new tree.</param>
/// <param name="Nodes">The root first; a node stands after its parent.</param>
public sealed record ProgramGoalTree(int Version, double Reference, ImmutableArray<ProgramGoal> Nodes)
{
    /// <summary>With more goals, which make no new version.</summary>
    internal ProgramGoalTree With(ImmutableArray<ProgramGoal> parts) => this with { Nodes = Nodes.AddRange(parts) };

    /// <summary>The next version, with more goals.</summary>
    internal ProgramGoalTree Next(ImmutableArray<ProgramGoal> parts) => this with { Version = Version + 1, Nodes = Nodes.AddRange(parts) };
}
