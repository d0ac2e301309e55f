using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>Reads rows of logits or weights as normalised log-probabilities in double, and refuses rows that have none.</summary>
internal static class Rows
{
    /// <summary>The largest entry of a row of logits.</summary>
    /// <param name="logits">Shape [V], V ≥ 1; −∞ masks an entry.</param>
    /// <param name="name">The row's name in an error.</param>
    /// <returns>Finite, or −∞ when every entry is masked.</returns>
    /// <exception cref="ArgumentException">V = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN or a +∞.</exception>
    public static double Max<T>(ReadOnlySpan<T> logits, string name)
        where T : IFloatingPointIeee754<T>
    {
        if (logits.IsEmpty) Throw.Empty(name);

        T max = T.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++)
        {
            if (T.IsNaN(logits[i]) || T.IsPositiveInfinity(logits[i])) Throw.NonFinite(name, double.CreateTruncating(logits[i]), i);
            if (logits[i] > max) max = logits[i];
        }

        return double.CreateTruncating(max);
    }

    /// <summary>The largest entry of a row of which at least one entry is not masked.</summary>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every entry masked.</exception>
    public static double FiniteMax<T>(ReadOnlySpan<T> logits, string name)
        where T : IFloatingPointIeee754<T>
    {
        double max = Max(logits, name);
        if (double.IsNegativeInfinity(max)) Throw.NonFinite(name, max);
        return max;
    }

    /// <summary>The sum of a row of weights.</summary>
    /// <param name="weights">Shape [n], n ≥ 1, finite, not negative.</param>
    /// <param name="name">The row's name in an error.</param>
    /// <returns>Positive and finite.</returns>
    /// <exception cref="ArgumentException">n = 0, a negative weight, or a sum that is 0 or overflows.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    public static double Sum<T>(ReadOnlySpan<T> weights, string name)
        where T : IFloatingPointIeee754<T>
    {
        if (weights.IsEmpty) Throw.Empty(name);

        double total = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = double.CreateTruncating(weights[i]);
            if (!double.IsFinite(weight)) Throw.NonFinite(name, weight, i);
            if (weight < 0) Throw.Negative(name, weight, i);
            total += weight;
        }

        if (!(total > 0) || !double.IsFinite(total)) Throw.NoMass(name, total);
        return total;
    }

    /// <summary>Writes ln softmax(<paramref name="logits"/>); −∞ where masked.</summary>
    public static void LogSoftmax<T>(ReadOnlySpan<T> logits, Span<double> destination, string name)
        where T : IFloatingPointIeee754<T>
    {
        double max = FiniteMax(logits, name);
        double mass = 0;
        foreach (T logit in logits) mass += Math.Exp(double.CreateTruncating(logit) - max);

        double logMass = Math.Log(mass);
        for (int i = 0; i < logits.Length; i++) destination[i] = double.CreateTruncating(logits[i]) - max - logMass;
    }

    /// <summary>Writes ln (<paramref name="weights"/> / their sum); −∞ where zero.</summary>
    public static void LogNormalise<T>(ReadOnlySpan<T> weights, Span<double> destination, string name)
        where T : IFloatingPointIeee754<T>
    {
        double logTotal = Math.Log(Sum(weights, name));
        for (int i = 0; i < weights.Length; i++) destination[i] = Math.Log(double.CreateTruncating(weights[i])) - logTotal;
    }
}
