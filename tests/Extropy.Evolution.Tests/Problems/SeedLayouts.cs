using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

/// <summary>The layouts that published searches start from, computed as they compute them.</summary>
internal static class SeedLayouts
{
    /// <summary>One circle in the middle, 8 on a ring of 0.3, 16 on a ring of 0.7 pushed into the square, one at the origin; radii shrunk pair by pair.</summary>
    public static Layout Rings()
    {
        List<(double X, double Y)> centres = [(0.5, 0.5), .. Ring(8, 0.3), .. Ring(16, 0.7), (0, 0)];
        (double X, double Y)[] inside = [.. centres.Select(centre => (Math.Clamp(centre.X, 0.01, 0.99), Math.Clamp(centre.Y, 0.01, 0.99)))];
        double[] radii = [.. inside.Select(centre => Math.Min(Math.Min(centre.X, centre.Y), Math.Min(1 - centre.X, 1 - centre.Y)))];
        for (int i = 0; i < inside.Length; i++)
        {
            for (int j = i + 1; j < inside.Length; j++)
            {
                double across = inside[i].X - inside[j].X, up = inside[i].Y - inside[j].Y, distance = Math.Sqrt((across * across) + (up * up));
                if (radii[i] + radii[j] <= distance) continue;
                double shrink = distance / (radii[i] + radii[j]);
                radii[i] *= shrink;
                radii[j] *= shrink;
            }
        }

        return new Layout(26, 3, [.. inside.Zip(radii).SelectMany(circle => new[] { circle.First.X, circle.First.Y, circle.Second })]);
    }

    /// <summary>Equal circles in rows and columns of the unit square, with a little air.</summary>
    public static Layout Rows(int circles)
    {
        int side = (int)Math.Ceiling(Math.Sqrt(circles));
        return new Layout(circles, 3, [.. Enumerable.Range(0, circles).SelectMany(i =>
            new[] { ((i % side) + 0.5) / side, ((i / side) + 0.5) / side, 0.4375 / side })]);
    }

    /// <summary>Thirteen points drawn uniformly from the unit square: the first 26 doubles of PCG64 seeded with 42.</summary>
    public static Layout Random13() => new(13, 2,
        [
            0.7739560485559633, 0.4388784397520523,
            0.8585979199113825, 0.6973680290593639,
            0.09417734788764953, 0.9756223516367559,
            0.761139701990353, 0.7860643052769538,
            0.12811363267554587, 0.45038593789556713,
            0.37079802423258124, 0.9267649888486018,
            0.6438651200806645, 0.82276161327083,
            0.44341419882733113, 0.2272387217847769,
            0.5545847870158348, 0.06381725610417532,
            0.8276311719925821, 0.6316643991220648,
            0.7580877400853738, 0.35452596812986836,
            0.9706980243949033, 0.8931211213221977,
            0.7783834970737619, 0.19463870785196757,
        ]);

    /// <summary>The corners of a regular polygon on the unit circle.</summary>
    public static Layout Polygon(int points) => new(points, 2, [.. Enumerable.Range(0, points)
        .Select(i => 2 * Math.PI * i / points).SelectMany(angle => new[] { Math.Cos(angle), Math.Sin(angle) })]);

    private static IEnumerable<(double X, double Y)> Ring(int count, double radius) => Enumerable.Range(0, count)
        .Select(i => 2 * Math.PI * i / count).Select(angle => (0.5 + (radius * Math.Cos(angle)), 0.5 + (radius * Math.Sin(angle))));
}
