using Extropy.Core.Chance;

namespace Extropy.Evolution.Genome.Running;

/// <summary>The first step: places every object. In three dimensions the third coordinate is drawn, whatever the kind.</summary>
internal static class Seeding
{
    private const int Hex = 0, Grid = 1, Rings = 2, Random = 3, Corners = 4, Orbits = 5;

    /// <summary>Places every object, in the order of the kind, then shakes each by the jitter.</summary>
    public static void Run(StepContext step)
    {
        int kind = step.Whole(0), fold = step.Whole(3);
        double jitter = step[2], width = step.World.Width(step.State), height = step.World.Height(step.State);
        Draws draws = step.Stream.At(0);
        int n = step.World.Count, d = step.World.Dimensions;
        double turn = 2 * Math.PI * draws.NextUniform();
        for (int i = 0; i < n; i++)
        {
            (double x, double y) = kind switch
            {
                Hex => Row(i, n, isShifted: true),
                Grid => Row(i, n, isShifted: false),
                Rings => Ring(i, n, fold, turn),
                Corners => Corner(i, ref draws),
                Orbits => Orbit(i, fold, turn, step.Stream),
                Random => (draws.NextUniform(), draws.NextUniform()),
                _ => (0.5, 0.5),
            };
            Span<double> point = step.State.Points.AsSpan(i * d, d);
            point[0] = (x + (jitter * draws.NextGaussian())) * width;
            point[1] = (y + (jitter * draws.NextGaussian())) * height;
            if (d > 2) point[2] = draws.NextUniform();
        }

        step.ContainAll();
    }

    private static (double X, double Y) Row(int i, int n, bool isShifted)
    {
        int columns = (int)Math.Ceiling(Math.Sqrt(n)), rows = (n + columns - 1) / columns, row = i / columns, column = i % columns;
        double shift = isShifted && row % 2 == 1 ? 0.5 : 0;
        return ((column + 0.5 + (shift * 0.5)) / (columns + (isShifted ? 0.5 : 0)), (row + 0.5) / rows);
    }

    // One in the middle, then rings of fold, 2 fold, 3 fold … objects.
    private static (double X, double Y) Ring(int i, int n, int fold, double turn)
    {
        if (i == 0) return (0.5, 0.5);
        int ring = 1, first = 1;
        while (i >= first + (fold * ring)) first += fold * ring++;
        int rings = 1;
        for (int total = 1; total < n; total += fold * rings++) continue;
        int here = Math.Min(fold * ring, n - first);
        double radius = 0.5 * ring / Math.Max(1, rings - 0.5), angle = turn + (2 * Math.PI * (i - first) / here);
        return (0.5 + (radius * Math.Cos(angle)), 0.5 + (radius * Math.Sin(angle)));
    }

    // Denser near the corners than in the middle.
    private static (double X, double Y) Corner(int i, ref Draws draws)
    {
        double x = draws.NextUniform(), y = draws.NextUniform();
        (double u, double v) = (0.5 * x * x, 0.5 * y * y);
        return (i % 4) switch { 0 => (u, v), 1 => (1 - u, v), 2 => (u, 1 - v), _ => (1 - u, 1 - v) };
    }

    // Objects come in groups of fold that a turn about the middle carries into each other.
    private static (double X, double Y) Orbit(int i, int fold, double turn, RandomStream stream)
    {
        int group = i / fold, member = i % fold;
        Draws own = stream.At(1 + group);
        double radius = 0.5 * Math.Sqrt(own.NextUniform()), angle = turn + (2 * Math.PI * own.NextUniform()) + (2 * Math.PI * member / fold);
        return (0.5 + (radius * Math.Cos(angle)), 0.5 + (radius * Math.Sin(angle)));
    }
}
