using Extropy.Learning.Batches;

namespace Extropy.Learning.Objectives;

/// <summary>Joins token losses to one number, L = Σ c_n l_n: all published aggregations are linear in the losses.</summary>
public interface IAggregator
{
    /// <summary>Name a recipe uses.</summary>
    string Name { get; }

    /// <summary>Writes c. The divisor counts the whole minibatch, however it is cut to fit memory.</summary>
    /// <param name="batch">The minibatch.</param>
    /// <param name="coefficients">Receives c, shape [N]; 0 on positions that do not count.</param>
    void Coefficients(RolloutBatch batch, Span<double> coefficients);
}
