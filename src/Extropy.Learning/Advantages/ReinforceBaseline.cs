namespace Extropy.Learning.Advantages;

/// <summary>What <see cref="Reinforce"/> takes off the rewards.</summary>
public enum ReinforceBaseline
{
    /// <summary>Nothing: A = r.</summary>
    None,

    /// <summary>The mean of the batch: A = r − mean.</summary>
    Mean,

    /// <summary>The mean, and the deviation of the batch divides: A = (r − mean) / (σ + 1e-6).</summary>
    Whitening,
}
