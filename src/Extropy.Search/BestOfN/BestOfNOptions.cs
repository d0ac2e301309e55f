using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Search.BestOfN;

/// <summary>Switches of <see cref="BestOfNSearch"/>.</summary>
public sealed record BestOfNOptions
{
    /// <summary>Writes step by step and draws a step again when the verifier marks it wrong. Default off.</summary>
    public bool ResampleRejectedSteps { get; init; }

    /// <summary>Most draws of one step before the rollout is given up. Default 8. Only with <see cref="ResampleRejectedSteps"/>.</summary>
    public int MaxDraws { get; init; } = 8;

    /// <summary>Consecutive rollouts without a new one before the search gives up. Default 50.</summary>
    public int NoProgressLimit { get; init; } = 50;

    /// <summary>How the policy draws tokens.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (MaxDraws < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{MaxDraws} draws of a step (1 or more)"));
        if (NoProgressLimit < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"no-progress limit {NoProgressLimit} is below 1"));
        if (faults.Count > 0) throw new BadInputException($"Best-of-N options: {string.Join("; ", faults)}.");
        Sampling.Validate();
    }

    internal void AddTo(DigestBuilder builder)
    {
        builder.Add(ResampleRejectedSteps).Add(MaxDraws).Add(NoProgressLimit);
        Sampling.AddTo(builder);
    }
}
