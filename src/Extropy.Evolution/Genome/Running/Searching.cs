using Extropy.Core.Chance;
using Extropy.Evolution.Genome.Worlds;

namespace Extropy.Evolution.Genome.Running;

/// <summary>Steps that ask for the objective: local search, pattern search, reinsertion. One evaluation is one unit.</summary>
internal static class Searching
{
    private const double LastTemperature = 1e-3; // of the first
    private const double LastSigma = 0.1; // of the first
    private const double LeastStep = 1e-9;
    private const int Relocate = 1, Mixed = 2;

    /// <summary>Annealing over moves of single objects; the best layout met is kept. The temperature is relative to the objective. Source: Kirkpatrick et al. 1983.</summary>
    public static void Local(StepContext step)
    {
        if (!step.Meter.TryTake(1)) return;
        GenomeWorld world = step.World;
        int d = world.Dimensions, moves = step.Whole(0), iterations = step.Whole(1);
        double[] points = step.State.Points, best = [.. points];
        double merit = world.Merit(step.State), top = merit;
        Draws draws = step.Stream.At(0);
        Span<double> before = stackalloc double[3];
        before = before[..d];
        for (int iteration = 0; iteration < iterations && step.Meter.TryTake(1); iteration++)
        {
            double progress = (double)iteration / iterations, sigma = step[2] * (1 - (progress * (1 - LastSigma)));
            int i = draws.NextInt(world.Count);
            Span<double> point = points.AsSpan(i * d, d);
            point.CopyTo(before);
            bool isFar = moves == Relocate || (moves == Mixed && draws.NextBernoulli(0.1));
            for (int k = 0; k < d; k++) point[k] = isFar ? draws.NextUniform() * Side(world, step.State, k) : point[k] + (sigma * draws.NextGaussian());
            world.Contain(step.State, i);
            double next = world.Merit(step.State), temperature = step[3] * Math.Pow(LastTemperature, progress) * Math.Max(Math.Abs(top), 1e-12);
            if (next >= merit || draws.NextUniform() < Math.Exp((next - merit) / temperature))
            {
                merit = next;
                if (merit <= top) continue;
                top = merit;
                points.CopyTo(best, 0);
            }
            else
            {
                before.CopyTo(point);
            }
        }

        best.CopyTo(points, 0);
        step.State.HasFreshRadii = false;
    }

    /// <summary>Tries every coordinate up and down and takes what is better; where nothing is, steps shrink. Source: Hooke and Jeeves 1961.</summary>
    public static void Pattern(StepContext step)
    {
        if (!step.Meter.TryTake(1)) return;
        GenomeWorld world = step.World;
        double[] points = step.State.Points;
        double length = step[0], merit = world.Merit(step.State);
        for (int round = 0; round < step.Whole(2) && length > LeastStep; round++)
        {
            bool hasGained = false;
            for (int c = 0; c < points.Length; c++)
            {
                for (int sign = 1; sign >= -1; sign -= 2)
                {
                    if (!step.Meter.TryTake(1))
                    {
                        step.State.HasFreshRadii = false;
                        return;
                    }

                    if (!Try(world, step.State, c, sign * length, ref merit)) continue;
                    hasGained = true;
                    break;
                }
            }

            if (!hasGained) length *= step[1];
        }

        step.State.HasFreshRadii = false;
    }

    /// <summary>Takes the weakest objects, one after another, and puts each where it does best of some places drawn.</summary>
    public static void Reinsert(StepContext step)
    {
        if (!step.Meter.TryTake(2)) return;
        GenomeWorld world = step.World;
        int d = world.Dimensions, tries = step.Whole(1);
        int[] order = Moving.ByStrength(step);
        double merit = world.Merit(step.State);
        Span<double> best = stackalloc double[3];
        best = best[..d];
        Draws draws = step.Stream.At(0);
        for (int k = 0; k < Math.Min(step.Whole(0), world.Count); k++)
        {
            Span<double> point = step.State.Points.AsSpan(order[k] * d, d);
            point.CopyTo(best);
            for (int attempt = 0; attempt < tries && step.Meter.TryTake(1); attempt++)
            {
                for (int c = 0; c < d; c++) point[c] = draws.NextUniform() * Side(world, step.State, c);
                world.Contain(step.State, order[k]);
                double next = world.Merit(step.State);
                if (next <= merit) continue;
                merit = next;
                point.CopyTo(best);
            }

            best.CopyTo(point);
        }

        step.State.HasFreshRadii = false;
    }

    private static bool Try(GenomeWorld world, GenomeState state, int coordinate, double by, ref double merit)
    {
        int index = coordinate / world.Dimensions;
        Span<double> point = state.Points.AsSpan(index * world.Dimensions, world.Dimensions), before = stackalloc double[3];
        before = before[..point.Length];
        point.CopyTo(before);
        state.Points[coordinate] += by;
        world.Contain(state, index);
        double next = world.Merit(state);
        if (next > merit)
        {
            merit = next;
            return true;
        }

        before.CopyTo(point);
        return false;
    }

    private static double Side(GenomeWorld world, GenomeState state, int dimension) =>
        dimension == 0 ? world.Width(state) : dimension == 1 ? world.Height(state) : 1;
}
