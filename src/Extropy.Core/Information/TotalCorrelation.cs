using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Total correlation TC = Σⱼ H(Xⱼ) − H(X₁, …, X_k) = KL(P ‖ Πⱼ Pⱼ), in nats: what is lost when each variable is drawn on its own. For two
/// variables it is mutual information. Source: Watanabe 1960, "Information theoretical analysis of multivariate correlation".
/// </summary>
public static class TotalCorrelation
{
    /// <summary>Total correlation of k variables from their joint table, divided by its sum.</summary>
    /// <param name="joint">Shape [s₁, …, s_k] in row-major order (the last changes fastest), not negative, with a positive sum.</param>
    /// <param name="shape">Shape [k], k ≥ 1: the number of values of each variable. Their product is the table's length.</param>
    /// <returns>Nats, ≥ 0; 0 when the variables are independent, and for k = 1.</returns>
    /// <exception cref="ArgumentException">A table that does not fit the shape, a negative entry, or no positive finite sum.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>O(k · table), allocates one marginal at a time, thread-safe.</remarks>
    public static double OfJoint<T>(ReadOnlySpan<T> joint, ReadOnlySpan<int> shape)
        where T : IFloatingPointIeee754<T>
    {
        double jointEntropy = Entropy.OfProbabilities(joint);
        CheckShape(joint.Length, shape);

        double marginalEntropies = 0;
        int stride = joint.Length;
        foreach (int size in shape)
        {
            stride /= size;
            var marginal = new double[size];
            for (int i = 0; i < joint.Length; i++) marginal[i / stride % size] += double.CreateTruncating(joint[i]);
            marginalEntropies += Entropy.OfProbabilities<double>(marginal);
        }

        return Math.Max(0, marginalEntropies - jointEntropy); // a difference of equals: rounding may leave −1e-16
    }

    /// <summary>Total correlation from entropies that are known or estimated.</summary>
    /// <param name="blockEntropies">Shape [k], k ≥ 1, nats: H(X₁), …, H(X_k).</param>
    /// <param name="jointEntropy">Nats: H(X₁, …, X_k).</param>
    /// <returns>Nats. Exact entropies give ≥ 0; estimates may fall below and are returned as they are.</returns>
    /// <exception cref="ArgumentException">k = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    public static double OfEntropies(ReadOnlySpan<double> blockEntropies, double jointEntropy)
    {
        if (blockEntropies.IsEmpty) Throw.Empty(nameof(blockEntropies));
        if (!double.IsFinite(jointEntropy)) Throw.NonFinite(nameof(jointEntropy), jointEntropy);

        double sum = 0;
        for (int i = 0; i < blockEntropies.Length; i++)
        {
            if (!double.IsFinite(blockEntropies[i])) Throw.NonFinite(nameof(blockEntropies), blockEntropies[i], i);
            sum += blockEntropies[i];
        }

        return sum - jointEntropy;
    }

    private static void CheckShape(int length, ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty) Throw.Empty(nameof(shape));

        long product = 1;
        foreach (int size in shape)
        {
            if (size < 1) Throw.OutOfRange(nameof(shape), size, "a size of 1 or more");
            product = Math.Min(product * size, int.MaxValue); // sizes are below 2³¹, so this cannot overflow
        }

        if (product != length) Throw.ShapeMismatch("joint", length, product);
    }
}
