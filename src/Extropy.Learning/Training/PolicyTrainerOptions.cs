using Extropy.Core.Errors;
using Extropy.Learning.Optimisation;

namespace Extropy.Learning.Training;

/// <summary>How a batch of rollouts becomes optimiser steps.</summary>
public sealed record PolicyTrainerOptions
{
    /// <summary>
    /// Learning rate when none is given: for models of about a million parameters. Measured on the shipped model: 3e-5 lifts it steadily, 3e-4
    /// destroys it within ten updates; 1e-6 is usual for billions of parameters.
    /// </summary>
    public const double DefaultLearningRate = 3e-5;

    /// <summary>Largest gradient norm when none is given: that of verl.</summary>
    public const double DefaultClipNorm = 1;

    /// <summary>Most positions of one pass when none is given.</summary>
    public const int DefaultPositionsPerPass = 32_768;

    /// <summary>Passes over each batch, at least 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Optimiser steps of one pass over a batch, at least 1; 1 is strictly on-policy.</summary>
    public int Minibatches { get; init; } = 1;

    /// <summary>Peak learning rate, positive.</summary>
    public double LearningRate { get; init; } = DefaultLearningRate;

    /// <summary>Optimiser steps over which the rate rises from 0, not negative.</summary>
    public long WarmUpSteps { get; init; }

    /// <summary>The rate at the end as a share of the peak, in [0, 1]; 1 keeps it.</summary>
    public double FinalShare { get; init; } = 1;

    /// <summary>Largest gradient norm, positive; ∞ never clips.</summary>
    public double ClipNorm { get; init; } = DefaultClipNorm;

    /// <summary>Optimiser settings.</summary>
    public AdamWOptions Optimiser { get; init; } = new() { WeightDecay = 0 };

    /// <summary>Most positions that one forward pass holds, positive; a larger minibatch is cut and recomputed. Does not change what is optimised.</summary>
    public int PositionsPerPass { get; init; } = DefaultPositionsPerPass;

    /// <summary>Updates in a row that may be skipped because a number was not finite before the run stops; at least 1.</summary>
    public int NonFiniteLimit { get; init; } = 3;

    /// <summary>Decides which rollouts share a minibatch.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Epochs < 1) faults.Add($"{Epochs} epochs are below 1");
        if (Minibatches < 1) faults.Add($"{Minibatches} minibatches are below 1");
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate)) faults.Add(FormattableString.Invariant($"the learning rate {LearningRate} is not in (0, ∞)"));
        if (WarmUpSteps < 0) faults.Add($"{WarmUpSteps} warm-up steps are negative");
        if (!(FinalShare is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"the final share {FinalShare} is not in [0, 1]"));
        if (!(ClipNorm > 0)) faults.Add(FormattableString.Invariant($"the largest gradient norm {ClipNorm} is not positive"));
        if (PositionsPerPass < 1) faults.Add($"{PositionsPerPass} positions a pass are below 1");
        if (NonFiniteLimit < 1) faults.Add($"a limit of {NonFiniteLimit} skipped updates is below 1");
        if (faults.Count > 0) throw new BadInputException($"Training: {string.Join("; ", faults)}.");
        Optimiser.Validate();
    }
}
