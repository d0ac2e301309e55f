using Extropy.Core.Errors;

namespace Extropy.Learning.Rollouts;

/// <summary>Where the fine for long responses begins and how large it grows.</summary>
public sealed record SoftOverlongOptions
{
    /// <summary>L, response tokens at which the fine is whole; those of the run's token limit.</summary>
    public required int Longest { get; init; }

    /// <summary>C in 1 … L, tokens over which the fine grows; the paper has 4,096 of 20,480.</summary>
    public required int Buffer { get; init; }

    /// <summary>The fine at L, not negative.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Longest < 1) faults.Add($"the longest response {Longest} is below 1");
        if (Buffer < 1 || Buffer > Longest) faults.Add($"the buffer {Buffer} is not in 1 … {Longest}");
        if (!(Factor >= 0) || !double.IsFinite(Factor)) faults.Add(FormattableString.Invariant($"the factor {Factor} is not in [0, ∞)"));
        if (faults.Count > 0) throw new BadInputException($"Soft overlong punishment: {string.Join("; ", faults)}.");
    }
}
