using System.Buffers;
using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>Evaluates a formula on two distributions over the same entries. Buffers are pooled; thread-safe.</summary>
internal static class RowPair
{
    /// <summary>A function of two rows of normalised log-probabilities, shape [V] each, −∞ where the probability is 0.</summary>
    public delegate double Formula(ReadOnlySpan<double> logP, ReadOnlySpan<double> logQ);

    private delegate void Normalise<T>(ReadOnlySpan<T> row, Span<double> destination, string name);

    /// <summary>The formula at softmax(<paramref name="p"/>) and softmax(<paramref name="q"/>).</summary>
    public static double OfLogits<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, Formula formula)
        where T : IFloatingPointIeee754<T> => Evaluate(p, q, Rows.LogSoftmax, formula);

    /// <summary>The formula at two rows of weights, each divided by its sum.</summary>
    public static double OfProbabilities<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, Formula formula)
        where T : IFloatingPointIeee754<T> => Evaluate(p, q, Rows.LogNormalise, formula);

    private static double Evaluate<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, Normalise<T> normalise, Formula formula)
    {
        if (p.Length != q.Length) Throw.LengthMismatch(nameof(q), q.Length, p.Length);

        double[] buffer = ArrayPool<double>.Shared.Rent(2 * p.Length);
        try
        {
            Span<double> logP = buffer.AsSpan(0, p.Length);
            Span<double> logQ = buffer.AsSpan(p.Length, p.Length);
            normalise(p, logP, nameof(p));
            normalise(q, logQ, nameof(q));
            return formula(logP, logQ);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }
}
