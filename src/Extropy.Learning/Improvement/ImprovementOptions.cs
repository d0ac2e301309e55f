using Extropy.Core.Errors;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Improvement;

/// <summary>How a policy is improved, whatever the parts.</summary>
public sealed record ImprovementOptions
{
    /// <summary>Updates when none is given.</summary>
    public const long DefaultUpdates = 120;

    /// <summary>G when none is given: that of the paper.</summary>
    public const int DefaultGroupSize = 8;

    /// <summary>Updates, at least 1.</summary>
    public long Updates { get; init; } = DefaultUpdates;

    /// <summary>G, rollouts of a prompt, at least 1.</summary>
    public int GroupSize { get; init; } = DefaultGroupSize;

    /// <summary>Most tokens of one response, positive.</summary>
    public int MaxTokens { get; init; } = 700;

    /// <summary>How independent rollouts are drawn.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>When the rollouts of an update are enough.</summary>
    public CollectionPlan Collection { get; init; } = new();

    /// <summary>How they become optimiser steps.</summary>
    public PolicyTrainerOptions Trainer { get; init; } = new();

    /// <summary>Updates between two checks on held-out problems; 0 checks only before and after.</summary>
    public long ValidateEvery { get; init; }

    /// <summary>Samples of each held-out problem, at temperature 1, beside the most probable answer; at least 1.</summary>
    public int ValidationSamples { get; init; } = 2;

    /// <summary>Which samples of held-out problems are drawn: the same ones in every check and every run that is to be compared.</summary>
    public long ValidationSeed { get; init; } = 1;

    /// <summary>Updates between two checkpoints, at least 1.</summary>
    public long CheckpointEvery { get; init; } = 5;

    /// <summary>Seed of all chance.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Updates < 1) faults.Add($"{Updates} updates are below 1");
        if (GroupSize < 1) faults.Add($"a group of {GroupSize} is below 1");
        if (MaxTokens < 1) faults.Add($"{MaxTokens} tokens a response are below 1");
        if (ValidateEvery < 0) faults.Add($"a check every {ValidateEvery} updates is negative");
        if (ValidationSamples < 1) faults.Add($"{ValidationSamples} samples a held-out problem are below 1");
        if (CheckpointEvery < 1) faults.Add($"a checkpoint every {CheckpointEvery} updates is below 1");
        if (faults.Count > 0) throw new BadInputException($"Improvement: {string.Join("; ", faults)}.");
        Sampling.Validate();
        Collection.Validate();
        Trainer.Validate();
    }
}
