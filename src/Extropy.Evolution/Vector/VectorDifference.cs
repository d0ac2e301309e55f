using Extropy.Core.Chance;

namespace Extropy.Evolution.Vector;

/// <summary>
/// Differential evolution: x + K (b − x) + F (p − q) in a random part of the numbers, where b is the best of the run and p and q are two of the donors, the best and
/// the parent itself. Steps become smaller as those come together.
/// </summary>
/// <remarks>Source: Storn and Price 1997, "Differential evolution"; the step toward the best is their variant DE2. F is drawn for every proposal.</remarks>
internal static class VectorDifference
{
    private const double LeastFactor = 0.2;
    private const double MostFactor = 0.9;

    /// <summary>Changes numbers in place.</summary>
    /// <param name="space">Whose numbers.</param>
    /// <param name="numbers">The parent's.</param>
    /// <param name="donors">At least one.</param>
    /// <param name="elites">The best of the run, best first.</param>
    /// <param name="draws">Chance.</param>
    public static string Apply(VectorSpace space, Span<double> numbers, double[][] donors, double[][] elites, ref Draws draws)
    {
        double[] own = numbers.ToArray();
        double[]? best = elites.Length > 0 ? elites[0] : null;
        List<double[]> pool = [own];
        foreach (double[] other in best is null ? donors : [.. donors, best])
            if (!pool.Exists(known => known.AsSpan().SequenceEqual(other))) pool.Add(other);
        if (pool.Count == 1) return VectorShift.Apply(space, numbers, elites, ref draws); // donors that are the parent have no difference
        int first = draws.NextInt(pool.Count), second = (first + 1 + draws.NextInt(pool.Count - 1)) % pool.Count;
        double factor = LeastFactor + ((MostFactor - LeastFactor) * draws.NextUniform());
        double toBest = best is not null && draws.NextBernoulli(0.5) ? draws.NextUniform() : 0;
        double share = draws.NextUniform();
        int sure = draws.NextInt(space.Units);
        for (int unit = 0; unit < space.Units; unit++)
        {
            if (unit != sure && !draws.NextBernoulli(share)) continue;
            for (int i = unit * space.Unit; i < (unit + 1) * space.Unit; i++)
                numbers[i] += (toBest * ((best?[i] ?? own[i]) - own[i])) + (factor * (pool[first][i] - pool[second][i]));
        }

        return toBest > 0 ? "toward the best, and a difference added" : "a difference added";
    }
}
