namespace Extropy.Learning.Pretraining;

/// <summary>Where a warm-up stands: means over the steps since the last report.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="TotalSteps">Steps planned.</param>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Loss">Weighted cross-entropy in nats per token.</param>
/// <param name="ProbeAccuracy">Share of watched tokens (for puzzles: verdicts) that were the most probable one, in [0, 1]. Every row is new, so
/// this is accuracy on unseen data.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Tokens">Positions seen since step 0.</param>
/// <param name="TokensPerSecond">Since the last report; a measurement, never part of a result.</param>
/// <param name="Left">Expected time left at this speed; a measurement.</param>
public sealed record PretrainingProgress(
    long Step, long TotalSteps, string Stage, double Loss, double ProbeAccuracy, double LearningRate, double GradientNorm,
    long Tokens, double TokensPerSecond, TimeSpan Left);
