namespace Extropy.Learning.Objectives;

/// <summary>How much each token's loss counts. No gradient flows through a weight; the aggregation's divisor counts tokens, not weights.</summary>
public interface ITokenWeight : IMethod
{
    /// <summary>Multiplies the weights of one minibatch.</summary>
    /// <param name="minibatch">What is known.</param>
    /// <param name="context">Where the run stands.</param>
    /// <param name="weights">w, shape [N]; 1 when the first weight is asked.</param>
    void Weigh(Minibatch minibatch, UpdateContext context, Span<double> weights);
}
