namespace Extropy.Models.Sampling;

/// <summary>What the log-probability of any token of a row needs, and the row's entropy.</summary>
/// <param name="Maximum">m = max z, the largest logit.</param>
/// <param name="LogMass">ln Σ exp(zᵢ − m), in [0, ln V].</param>
/// <param name="EntropyNats">Shannon entropy of softmax(z), in [0, ln V].</param>
public readonly record struct RowSummary(double Maximum, double LogMass, double EntropyNats);
