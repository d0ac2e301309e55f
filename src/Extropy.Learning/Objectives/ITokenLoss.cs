using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>A loss per token and its slopes. The aggregation, the token weights and the fused pass to ∂L/∂logits are the same for all losses.</summary>
public interface ITokenLoss : IMethod
{
    /// <summary>The only aggregation it is defined with, or null for any.</summary>
    string? Aggregation => null;

    /// <summary>Evaluates one minibatch.</summary>
    /// <param name="minibatch">What is known.</param>
    /// <param name="context">Where the run stands.</param>
    /// <param name="loss">Receives l, shape [N]; positions that do not count may be left 0.</param>
    /// <param name="slopes">Receives ∂l_n/∂s_n for each current statistic s that was asked for; all 0 when called.</param>
    void Evaluate(Minibatch minibatch, UpdateContext context, Span<double> loss, StatisticTable slopes);
}
