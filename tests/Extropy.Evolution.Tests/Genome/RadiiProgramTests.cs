using Extropy.Core.Chance;
using Extropy.Evolution.Genome.Worlds;

namespace Extropy.Evolution.Tests.Genome;

/// <summary>The best radii for fixed centres, against small cases with known answers and against what duality demands.</summary>
public sealed class RadiiProgramTests
{
    [Fact]
    public void Solve_TwoCentres_ShareTheirDistance()
    {
        double[] costs = [1, 0.4, 0.4, 1]; // walls at 0.5

        var radii = new double[2];
        double sum = RadiiProgram.Solve(costs, 2, radii);

        Assert.Equal(0.4, sum, 15);
    }

    [Fact]
    public void Solve_AMiddleCentreBetweenTwo_GetsNothingAndNobodyGoesBelowZero()
    {
        // Centres at 0, 1 and 2 on a line, walls far away: the outer two take everything.
        double[] costs = [20, 1, 2, 1, 20, 1, 2, 1, 20];

        var radii = new double[3];
        double sum = RadiiProgram.Solve(costs, 3, radii);

        Assert.Equal(2, sum, 12);
        Assert.All(radii, radius => Assert.True(radius >= 0));
    }

    [Fact]
    public void Solve_RandomCentres_IsFeasibleAndBeatsGreedyAndRandomFeasibleRadii()
    {
        for (int round = 0; round < 50; round++)
        {
            Draws draws = RandomStream.FromSeed(7).At(round);
            int n = 2 + draws.NextInt(12);
            double[] x = new double[n], y = new double[n], costs = new double[n * n], radii = new double[n];
            for (int i = 0; i < n; i++) (x[i], y[i]) = (draws.NextUniform(), draws.NextUniform());
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    costs[(i * n) + j] = i == j ? 2 * Math.Min(Math.Min(x[i], 1 - x[i]), Math.Min(y[i], 1 - y[i])) : Math.Sqrt(((x[i] - x[j]) * (x[i] - x[j])) + ((y[i] - y[j]) * (y[i] - y[j])));
            }

            double sum = RadiiProgram.Solve(costs, n, radii);

            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) Assert.True(radii[i] + radii[j] <= costs[(i * n) + j] + 1e-12);
            Assert.All(radii, radius => Assert.True(radius >= 0));
            Assert.Equal(sum, radii.Sum(), 12);
            for (int order = 0; order < 20; order++) Assert.True(Greedy(costs, n, ref draws) <= sum + 1e-12);
        }
    }

    // In a random order, each as large as those before it allow.
    private static double Greedy(double[] costs, int n, ref Draws draws)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        draws.Shuffle<int>(order);
        var radii = new double[n];
        foreach (int i in order)
        {
            double radius = 0.5 * costs[(i * n) + i];
            for (int j = 0; j < n; j++)
                if (j != i) radius = Math.Min(radius, costs[(i * n) + j] - radii[j]);
            radii[i] = Math.Max(0, radius);
        }

        return radii.Sum();
    }
}
