using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>A term beside the policy loss, such as an entropy bonus or a divergence from a reference.</summary>
public interface IRegularizer : IMethod
{
    /// <summary>Evaluates one minibatch.</summary>
    /// <param name="minibatch">What is known.</param>
    /// <param name="coefficients">c, shape [N]: what the aggregation gives each position, without token weights.</param>
    /// <param name="context">Where the run stands.</param>
    /// <param name="slopes">∂L/∂s for each current statistic; this term's are added.</param>
    /// <returns>The term's value, coefficient included.</returns>
    double Evaluate(Minibatch minibatch, ReadOnlySpan<double> coefficients, UpdateContext context, StatisticTable slopes);
}
