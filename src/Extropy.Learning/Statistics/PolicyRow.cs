using Extropy.Models.Sampling;

namespace Extropy.Learning.Statistics;

/// <summary>One position of a batch: the policy's distribution there, the token that followed, and the other policy a statistic asked for.</summary>
/// <param name="logits">z, shape [V].</param>
/// <param name="probabilities">p = softmax(z), shape [V].</param>
/// <param name="summary">What <see cref="RowStatistics"/> says of z.</param>
/// <param name="token">The token that followed.</param>
/// <param name="other">The other policy at the same place; default unless asked for.</param>
public readonly ref struct PolicyRow(
    ReadOnlySpan<float> logits, ReadOnlySpan<double> probabilities, in RowSummary summary, int token, OtherRow other)
{
    private readonly RowSummary _summary = summary;
    private readonly OtherRow _other = other;

    /// <summary>z, shape [V].</summary>
    public ReadOnlySpan<float> Logits { get; } = logits;

    /// <summary>p, shape [V].</summary>
    public ReadOnlySpan<double> Probabilities { get; } = probabilities;

    /// <summary>q, shape [V], or empty.</summary>
    public ReadOnlySpan<double> Other => _other.Probabilities;

    /// <summary>The token that followed.</summary>
    public int Token { get; } = token;

    /// <summary>H(p) in nats.</summary>
    public double EntropyNats => _summary.EntropyNats;

    /// <summary>ln p(token), to the bit what the sampler records before it rounds to a float.</summary>
    public double LogProbability(int token) => RowStatistics.LogProbability(Logits, _summary, token);

    /// <summary>ln q(token) of the other policy.</summary>
    public double OtherLogProbability(int token) => _other.LogProbability(token);
}
