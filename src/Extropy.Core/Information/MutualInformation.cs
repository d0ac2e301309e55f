using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Mutual information I(X;Y) = KL(P_XY ‖ P_X × P_Y), in nats: what one variable tells about the other. Source: Shannon 1948.
/// </summary>
public static class MutualInformation
{
    /// <summary>Mutual information of two variables from their joint table, divided by its sum.</summary>
    /// <param name="joint">Shape [rows, columns] in row-major order, not negative, with a positive sum: probabilities or counts.</param>
    /// <param name="rows">Values of X, ≥ 1; divides the table's length.</param>
    /// <returns>Nats, in [0, min(ln rows, ln columns)]; 0 when the variables are independent.</returns>
    /// <exception cref="ArgumentException">An empty table, a length that rows does not divide, a negative entry, or no mass.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>From counts this is the plug-in estimate, which is biased upwards by about (rows − 1)(columns − 1) / 2n.
    /// O(rows · columns), allocates both marginals, thread-safe.</remarks>
    public static double OfJoint<T>(ReadOnlySpan<T> joint, int rows)
        where T : IFloatingPointIeee754<T>
    {
        double total = Rows.Sum(joint, nameof(joint));
        if (rows < 1 || joint.Length % rows != 0) Throw.OutOfRange(nameof(rows), rows, $"a divisor of the table's {joint.Length} entries");

        int columns = joint.Length / rows;
        var rowMass = new double[rows];
        var columnMass = new double[columns];
        for (int i = 0; i < joint.Length; i++)
        {
            double p = double.CreateTruncating(joint[i]) / total;
            rowMass[i / columns] += p;
            columnMass[i % columns] += p;
        }

        double information = 0;
        for (int i = 0; i < joint.Length; i++)
        {
            double p = double.CreateTruncating(joint[i]) / total;
            if (p > 0) information += p * Math.Log(p / rowMass[i / columns] / columnMass[i % columns]);
        }

        return Math.Max(0, information); // terms of both signs: rounding may leave −1e-16
    }
}
