using Extropy.Core.Chance;
using Extropy.Evolution.Genome.Worlds;

namespace Extropy.Evolution.Genome.Running;

/// <summary>Steps that move objects without asking for the objective: perturb, repel, reflect, rotate, sort, reshape.</summary>
internal static class Moving
{
    private const double RepelStep = 0.1; // of the mean spacing, at first
    private const int Weakest = 1, Random = 2;

    /// <summary>Shakes some objects: all, the weakest, or some at random.</summary>
    public static void Perturb(StepContext step)
    {
        GenomeWorld world = step.World;
        int n = world.Count, chosen = Math.Max(1, (int)(step[2] * n));
        Draws draws = step.Stream.At(0);
        var order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        if (step.Whole(1) == Random) draws.Shuffle<int>(order);
        if (step.Whole(1) == Weakest)
        {
            if (!step.Meter.TryTake(1)) return;
            order = ByStrength(step);
        }

        if (step.Whole(1) is not (Weakest or Random)) chosen = n;
        for (int k = 0; k < chosen; k++)
        {
            Span<double> point = step.State.Points.AsSpan(order[k] * world.Dimensions, world.Dimensions);
            for (int d = 0; d < point.Length; d++) point[d] += step[0] * draws.NextGaussian();
        }

        step.ContainAll();
    }

    /// <summary>Lets objects push each other apart with a force 1/distance^exponent, in steps that shrink to nothing. An iteration is a unit.</summary>
    public static void Repel(StepContext step)
    {
        int n = step.World.Count, d = step.World.Dimensions, iterations = step.Whole(0);
        double exponent = step[1], spacing = Math.Pow(n, -1.0 / d);
        double[] points = step.State.Points, force = new double[points.Length];
        for (int iteration = 0; iteration < iterations && step.Meter.TryTake(1); iteration++)
        {
            Forces(points, force, n, d, exponent, spacing);
            double longest = 1e-300;
            foreach (double component in force) longest = Math.Max(longest, Math.Abs(component));
            double scale = RepelStep * spacing * (1 - ((double)iteration / iterations)) / longest;
            for (int i = 0; i < points.Length; i++) points[i] += scale * force[i];
            step.ContainAll();
        }
    }

    /// <summary>Makes the second half of the objects the image of the first. A unit.</summary>
    public static void Reflect(StepContext step)
    {
        if (!step.Meter.TryTake(1)) return;
        double[] points = step.State.Points;
        double width = step.World.Width(step.State), height = step.World.Height(step.State);
        int half = step.World.Count / 2;
        for (int i = 0; i < half; i++)
        {
            int image = step.World.Count - 1 - i;
            double x = points[2 * i], y = points[(2 * i) + 1];
            (points[2 * image], points[(2 * image) + 1]) = step.Whole(0) switch
            {
                0 => (width - x, y),
                1 => (x, height - y),
                2 => (width - x, height - y),
                _ => (y * width / height, x * height / width),
            };
        }

        step.ContainAll();
    }

    /// <summary>Turns all objects about the middle of the box. A unit.</summary>
    public static void Rotate(StepContext step)
    {
        if (!step.Meter.TryTake(1)) return;
        (double sin, double cos) = Math.SinCos(step[0] * Math.PI / 180);
        double middleX = 0.5 * step.World.Width(step.State), middleY = 0.5 * step.World.Height(step.State);
        double[] points = step.State.Points;
        for (int i = 0; i < step.World.Count; i++)
        {
            double x = points[2 * i] - middleX, y = points[(2 * i) + 1] - middleY;
            (points[2 * i], points[(2 * i) + 1]) = (middleX + (cos * x) - (sin * y), middleY + (sin * x) + (cos * y));
        }

        step.ContainAll();
    }

    /// <summary>Renames the objects by their place: by x, by the distance from the middle, or along the diagonal. A unit.</summary>
    public static void Sort(StepContext step)
    {
        if (!step.Meter.TryTake(1)) return;
        int n = step.World.Count, d = step.World.Dimensions;
        double[] old = [.. step.State.Points], key = new double[n];
        for (int i = 0; i < n; i++)
        {
            double x = old[i * d], y = old[(i * d) + 1];
            key[i] = step.Whole(0) switch { 0 => x, 1 => ((x - 0.5) * (x - 0.5)) + ((y - 0.5) * (y - 0.5)), _ => x + y };
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => key[i]).ThenBy(i => i)];
        for (int i = 0; i < n; i++) old.AsSpan(order[i] * d, d).CopyTo(step.State.Points.AsSpan(i * d, d));
        step.State.HasFreshRadii = false;
    }

    /// <summary>Gives the rectangle another aspect and stretches the objects with it. A unit.</summary>
    public static void Reshape(StepContext step)
    {
        if (!step.Meter.TryTake(1)) return;
        double before = step.World.Width(step.State), heightBefore = step.World.Height(step.State);
        step.State.Width = 2 * step[0] / (1 + step[0]); // width : height = aspect : 1, width + height = 2
        double[] points = step.State.Points;
        for (int i = 0; i < step.World.Count; i++)
        {
            points[2 * i] *= step.World.Width(step.State) / before;
            points[(2 * i) + 1] *= step.World.Height(step.State) / heightBefore;
        }

        step.ContainAll();
    }

    /// <summary>Objects from the weakest to the strongest.</summary>
    public static int[] ByStrength(StepContext step)
    {
        var strength = new double[step.World.Count];
        step.World.Strengths(step.State, strength);
        return [.. Enumerable.Range(0, strength.Length).OrderBy(i => strength[i]).ThenBy(i => i)];
    }

    private static void Forces(double[] points, double[] force, int n, int d, double exponent, double spacing)
    {
        Array.Clear(force);
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                double square = 1e-12;
                for (int k = 0; k < d; k++) square += (points[(i * d) + k] - points[(j * d) + k]) * (points[(i * d) + k] - points[(j * d) + k]);
                double distance = Math.Sqrt(square), push = Math.Pow(spacing / distance, exponent + 1);
                for (int k = 0; k < d; k++)
                {
                    double part = push * (points[(i * d) + k] - points[(j * d) + k]);
                    force[(i * d) + k] += part;
                    force[(j * d) + k] -= part;
                }
            }
        }
    }
}
