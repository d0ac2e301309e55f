namespace Extropy.Evolution.Genome.Worlds;

/// <summary>
/// Radii of largest sum for fixed centres: max Σ rᵢ with rᵢ + rⱼ ≤ dᵢⱼ and 0 ≤ rᵢ ≤ wᵢ. With cᵢⱼ = dᵢⱼ and cᵢᵢ = 2wᵢ it is the dual of an assignment
/// problem: prices a, b with aᵢ + bⱼ ≤ cᵢⱼ of largest sum give rᵢ = (aᵢ + bᵢ)/2, because c is symmetric.
/// </summary>
/// <remarks>
/// The assignment is solved exactly by successive shortest paths (Kuhn 1955; Jonker and Volgenant 1987), O(n³). A price may come out negative; distances
/// obey the triangle inequality, so a circle of negative radius touches at most one other, and shifting its deficit there keeps the sum and every constraint.
/// </remarks>
internal static class RadiiProgram
{
    /// <summary>Solves it.</summary>
    /// <param name="costs">c, shape [n, n], symmetric, not negative, finite.</param>
    /// <param name="n">Circles.</param>
    /// <param name="radii">Receives r, shape [n].</param>
    /// <returns>Σ r.</returns>
    public static double Solve(ReadOnlySpan<double> costs, int n, Span<double> radii)
    {
        Span<double> rowPrice = stackalloc double[n + 1], columnPrice = stackalloc double[n + 1], least = stackalloc double[n + 1];
        Span<int> rowOf = stackalloc int[n + 1], way = stackalloc int[n + 1];
        Span<bool> used = stackalloc bool[n + 1];
        rowPrice.Clear();
        columnPrice.Clear();
        rowOf.Clear();
        for (int row = 1; row <= n; row++)
        {
            rowOf[0] = row;
            int column = 0;
            least.Fill(double.PositiveInfinity);
            used.Clear();
            do
            {
                used[column] = true;
                int from = rowOf[column], next = 0;
                double delta = double.PositiveInfinity;
                for (int j = 1; j <= n; j++)
                {
                    if (used[j]) continue;
                    double reduced = costs[((from - 1) * n) + j - 1] - rowPrice[from] - columnPrice[j];
                    if (reduced < least[j]) (least[j], way[j]) = (reduced, column);
                    if (least[j] < delta) (delta, next) = (least[j], j);
                }

                for (int j = 0; j <= n; j++)
                {
                    if (!used[j])
                    {
                        least[j] -= delta;
                        continue;
                    }

                    rowPrice[rowOf[j]] += delta;
                    columnPrice[j] -= delta;
                }

                column = next;
            }
            while (rowOf[column] != 0);
            for (int previous; column != 0; column = previous)
            {
                previous = way[column];
                rowOf[column] = rowOf[previous];
            }
        }

        for (int i = 0; i < n; i++) radii[i] = 0.5 * (rowPrice[i + 1] + columnPrice[i + 1]);
        Lift(costs, n, radii);
        double sum = 0;
        foreach (double radius in radii) sum += radius;
        return sum;
    }

    private static void Lift(ReadOnlySpan<double> costs, int n, Span<double> radii)
    {
        for (int i = 0; i < n; i++)
        {
            if (radii[i] >= 0) continue;
            radii[i] = 0;
            for (int j = 0; j < n; j++)
                if (j != i && radii[j] > costs[(i * n) + j]) radii[j] = costs[(i * n) + j];
        }
    }
}
