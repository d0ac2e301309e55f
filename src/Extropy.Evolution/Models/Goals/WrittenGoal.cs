using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Models.Goals;

/// <summary>A goal as a model wrote it, readable as an expression.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Description">In words, one line.</param>
/// <param name="Expression">An expression.</param>
internal sealed record WrittenGoal(ProgramGoalKind Kind, string Description, string Expression);
