namespace Extropy.Evolution.Numeric.Solving;

/// <summary>A dense square system, solved by LU with partial pivoting and steps of refinement against the given matrix.</summary>
internal static class LinearSystem
{
    private const int Refinements = 2;

    /// <summary>Solves A x = b.</summary>
    /// <param name="matrix">A by rows, shape [n, n].</param>
    /// <param name="right">b, shape [n].</param>
    /// <returns>x, or null where A is singular in doubles.</returns>
    public static double[]? Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right)
    {
        int n = right.Length;
        double[] factors = matrix.ToArray();
        int[] order = new int[n];
        if (!Factorise(factors, order)) return null;
        double[] x = new double[n], rest = right.ToArray();
        for (int pass = 0; pass <= Refinements; pass++)
        {
            double[] change = Substitute(factors, order, rest);
            for (int i = 0; i < n; i++) x[i] += change[i];
            for (int i = 0; i < n; i++)
            {
                double sum = right[i];
                ReadOnlySpan<double> row = matrix.Slice(i * n, n);
                for (int j = 0; j < n; j++) sum -= row[j] * x[j];
                rest[i] = sum;
            }
        }

        return Array.TrueForAll(x, double.IsFinite) ? x : null;
    }

    private static bool Factorise(double[] a, int[] order)
    {
        int n = order.Length;
        for (int i = 0; i < n; i++) order[i] = i;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[(i * n) + k]) > Math.Abs(a[(pivot * n) + k])) pivot = i;
            }

            if (!(Math.Abs(a[(pivot * n) + k]) > 0)) return false;
            if (pivot != k)
            {
                (order[k], order[pivot]) = (order[pivot], order[k]);
                for (int j = 0; j < n; j++) (a[(k * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(k * n) + j]);
            }

            ReadOnlySpan<double> row = a.AsSpan((k * n) + k, n - k);
            for (int i = k + 1; i < n; i++)
            {
                Span<double> target = a.AsSpan((i * n) + k, n - k);
                if (target[0] == 0) continue;
                double factor = target[0] / row[0];
                target[0] = factor;
                for (int j = 1; j < row.Length; j++) target[j] -= factor * row[j];
            }
        }

        return true;
    }

    private static double[] Substitute(double[] a, int[] order, double[] right)
    {
        int n = order.Length;
        double[] x = new double[n];
        for (int i = 0; i < n; i++)
        {
            double sum = right[order[i]];
            for (int j = 0; j < i; j++) sum -= a[(i * n) + j] * x[j];
            x[i] = sum;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int j = i + 1; j < n; j++) sum -= a[(i * n) + j] * x[j];
            x[i] = sum / a[(i * n) + i];
        }

        return x;
    }
}
