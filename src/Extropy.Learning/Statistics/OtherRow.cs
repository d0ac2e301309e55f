using Extropy.Models.Sampling;

namespace Extropy.Learning.Statistics;

/// <summary>The distribution of a second policy at one position; the default value stands for none.</summary>
/// <param name="logits">Shape [V].</param>
/// <param name="probabilities">q, shape [V].</param>
/// <param name="summary">What <see cref="RowStatistics"/> says of the logits.</param>
public readonly ref struct OtherRow(ReadOnlySpan<float> logits, ReadOnlySpan<double> probabilities, RowSummary summary)
{
    private readonly ReadOnlySpan<float> _logits = logits;
    private readonly RowSummary _summary = summary;

    /// <summary>q, shape [V].</summary>
    public ReadOnlySpan<double> Probabilities { get; } = probabilities;

    /// <summary>ln q(token); finite where q itself is too small for a double.</summary>
    public double LogProbability(int token) => RowStatistics.LogProbability(_logits, _summary, token);
}
