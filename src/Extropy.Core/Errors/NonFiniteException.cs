namespace Extropy.Core.Errors;

/// <summary>A number that must be finite is NaN or infinite.</summary>
/// <param name="name">The value's name.</param>
/// <param name="index">Its position, or −1 for a scalar.</param>
/// <param name="value">The value found.</param>
public sealed class NonFiniteException(string name, long index, double value)
    : ExtropyException($"{name}{(index < 0 ? "" : $"[{index}]")} is {value}; a finite number is required.")
{
    /// <summary>The value's position, or −1 for a scalar.</summary>
    public long Index { get; } = index;

    /// <summary>The value found.</summary>
    public double Value { get; } = value;
}
