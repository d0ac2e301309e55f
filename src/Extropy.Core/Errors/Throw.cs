using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Extropy.Core.Errors;

/// <summary>The cold throw sites of this room. A message shows the value found, what is allowed and how to mend it.</summary>
internal static class Throw
{
    /// <summary>A number that must be finite is not.</summary>
    [DoesNotReturn]
    public static void NonFinite(string name, double value, long index = -1) => throw new NonFiniteException(name, index, value);

    /// <summary>A row without entries has no value.</summary>
    [DoesNotReturn]
    public static void Empty(string name) =>
        throw new ArgumentException($"{name} has no entries; at least one is required.", name);

    /// <summary>Two rows that must run in parallel do not.</summary>
    [DoesNotReturn]
    public static void LengthMismatch(string name, int length, int expected) =>
        throw new ArgumentException($"{name} has {length} entries; {expected} are required, as many as its counterpart has.", name);

    /// <summary>A table does not hold what its shape says.</summary>
    [DoesNotReturn]
    public static void ShapeMismatch(string name, int length, long cells) =>
        throw new ArgumentException(Invariant($"{name} has {length} entries; its shape asks for {cells}."), name);

    /// <summary>A weight, probability or count is below zero.</summary>
    [DoesNotReturn]
    public static void Negative(string name, double value, long index) =>
        throw new ArgumentException(Invariant($"{name}[{index}] is {value}; zero or more is required. Is this a row of logarithms?"), name);

    /// <summary>Weights cannot be divided by their sum.</summary>
    [DoesNotReturn]
    public static void NoMass(string name, double total) =>
        throw new ArgumentException(Invariant($"{name} sums to {total}; a positive finite sum is required."), name);

    /// <summary>A scalar lies outside its range.</summary>
    [DoesNotReturn]
    public static void OutOfRange(string name, double value, string range) =>
        throw new ArgumentOutOfRangeException(name, Invariant($"{name} is {value}; {range} is required."));

    private static string Invariant(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
