namespace Extropy.Models.Decoding;

/// <summary>How rotary angles are stretched for contexts longer than those a model first learned: all of them, or the slow ones only.</summary>
/// <remarks>
/// A pair turns by position · f, so its wavelength is 2π / f tokens. Without an <see cref="OriginalContextLength"/> L every f is divided by the
/// factor (linear; Chen et al. 2023, equation 4). With one, wavelengths below L / high stay, those above L / low are divided, and between
/// them f becomes (1 − s) f / factor + s f with s = (L / wavelength − low) / (high − low): the rule of the Llama 3.1 models.
/// </remarks>
public sealed record RopeScaling
{
    /// <summary>By how much the context grew; at least 1.</summary>
    public required double Factor { get; init; }

    /// <summary>L, tokens of the context first learned; 0 divides every frequency. Default 0.</summary>
    public int OriginalContextLength { get; init; }

    /// <summary>low, above 0. Default 1, that of Llama 3.1.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary>high, above low. Default 4, that of Llama 3.1.</summary>
    public double HighFrequencyFactor { get; init; } = 4;

    /// <summary>The stretched frequency.</summary>
    /// <param name="frequency">f, radians a token.</param>
    internal double Of(double frequency)
    {
        if (OriginalContextLength == 0) return frequency / Factor;
        double turns = OriginalContextLength * frequency / (2 * Math.PI); // L / wavelength
        if (turns > HighFrequencyFactor) return frequency;
        if (turns < LowFrequencyFactor) return frequency / Factor;
        double share = (turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor);
        return (1 - share) * frequency / Factor + share * frequency;
    }

    /// <summary>Names what is out of range.</summary>
    internal void AddFaults(List<string> faults)
    {
        if (!(Factor >= 1) || !double.IsFinite(Factor)) faults.Add(FormattableString.Invariant($"the rope's factor is {Factor}; it must be 1 or above"));
        if (OriginalContextLength < 0) faults.Add($"the rope's original context is {OriginalContextLength}; it must be 0 or above");
        if (!(LowFrequencyFactor > 0) || !(HighFrequencyFactor > LowFrequencyFactor) || !double.IsFinite(HighFrequencyFactor))
            faults.Add(FormattableString.Invariant($"the rope's frequency factors are {LowFrequencyFactor} and {HighFrequencyFactor}; they must rise from above 0"));
    }
}
