namespace Extropy.Evolution.Goals.Expressions;

/// <summary>How far one candidate's output meets one goal.</summary>
/// <param name="Satisfaction">In [0, 1]; 0 where there is a fault.</param>
/// <param name="Fault">Why it could not be computed, in one sentence, or null.</param>
public readonly record struct GoalReading(double Satisfaction, string? Fault = null);
