using Extropy.Learning.Evaluation;

namespace Extropy.Cli.Evaluating;

/// <summary>The figures of one size, or of all.</summary>
/// <param name="People">The size, or null for all sizes and for families without.</param>
/// <param name="HeldOut">How many of the puzzles pretraining never sees; null where nothing was pretrained.</param>
/// <param name="Summary">The metrics.</param>
/// <param name="IsWithinGate">Whether the difficulty gate holds; null where it is not defined.</param>
internal sealed record EvalRow(int? People, int? HeldOut, EvaluationSummary Summary, bool? IsWithinGate);
