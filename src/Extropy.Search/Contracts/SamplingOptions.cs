using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Search.Contracts;

/// <summary>How a policy draws tokens. Filters apply in the order temperature, top-k, top-p, min-p.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits before the softmax; 0 takes the most probable token. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Keeps the smallest set of tokens whose mass reaches this share, in (0, 1]. 1 keeps all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Keeps this many most probable tokens; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Drops tokens less probable than this share of the most probable one, in [0, 1). 0 keeps all.</summary>
    public double MinP { get; init; }

    /// <summary>Most tokens in one step, separator included.</summary>
    public int MaxTokensPerStep { get; init; } = 64;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Temperature >= 0) || !double.IsFinite(Temperature)) faults.Add($"temperature {Temperature} is not in [0, ∞)");
        if (!(TopP > 0 && TopP <= 1)) faults.Add($"top-p {TopP} is not in (0, 1]");
        if (TopK < 0) faults.Add($"top-k {TopK} is negative (0 keeps all)");
        if (!(MinP >= 0 && MinP < 1)) faults.Add($"min-p {MinP} is not in [0, 1)");
        if (MaxTokensPerStep < 1) faults.Add($"tokens per step {MaxTokensPerStep} is below 1");
        if (faults.Count > 0) throw new BadInputException($"Sampling options: {string.Join("; ", faults)}.");
    }

    /// <summary>Adds every value to an identity.</summary>
    internal void AddTo(DigestBuilder builder) =>
        builder.Add(Temperature).Add(TopP).Add(TopK).Add(MinP).Add(MaxTokensPerStep);
}
