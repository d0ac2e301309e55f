namespace Extropy.Evolution.Goals;

/// <summary>One node of a goal tree over candidates' outputs.</summary>
/// <param name="Id">Its place in <see cref="ProgramGoalTree.Nodes"/>.</param>
/// <param name="Parent">The node it helps to reach, or null for the root.</param>
/// <param name="Level">0 for the root.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Description">In words.</param>
/// <param name="Expression">Evaluates to a number over a candidate's output; see the goals' expression language.</param>
public sealed record ProgramGoal(int Id, int? Parent, int Level, ProgramGoalKind Kind, string Description, string Expression);
