using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;

namespace Extropy.Learning.Advantages;

/// <summary>Redistributes advantages over the tokens of a batch, once, before any update. No gradient flows through it.</summary>
public interface IAdvantageShaper : IMethod
{
    /// <summary>Changes <see cref="RolloutBatch.Advantages"/>, which hold each rollout's A on every counted position when it is called.</summary>
    /// <param name="minibatch">The whole batch, with the statistics of θ_old that were asked for; <see cref="Minibatch.Current"/> is empty.</param>
    /// <param name="context">Where the run stands.</param>
    void Shape(Minibatch minibatch, UpdateContext context);
}
