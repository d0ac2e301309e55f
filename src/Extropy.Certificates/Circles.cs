using System.Globalization;

namespace Extropy.Certificates;

/// <summary>Packings. A row is centre x, centre y, radius.</summary>
internal static class Circles
{
    /// <summary>0 ≤ r, r ≤ x ≤ 1 − r, r ≤ y ≤ 1 − r for each circle; |c − c′|² ≥ (r + r′)² for each two.</summary>
    public static string? BrokenInSquare(BinaryNumber[][] circles)
    {
        for (int i = 0; i < circles.Length; i++)
        {
            BinaryNumber radius = circles[i][2], most = BinaryNumber.One - radius;
            if (radius.Sign < 0) return Text($"circle {i} has a negative radius");
            if (circles[i][0] < radius || circles[i][0] > most || circles[i][1] < radius || circles[i][1] > most)
                return Text($"circle {i} is not inside the unit square");
        }

        return Overlapping(circles);
    }

    /// <summary>0 ≤ r for each circle; |c − c′|² ≥ (r + r′)² for each two; width + height of what they cover ≤ 2.</summary>
    public static string? BrokenInRectangle(BinaryNumber[][] circles)
    {
        for (int i = 0; i < circles.Length; i++)
        {
            if (circles[i][2].Sign < 0) return Text($"circle {i} has a negative radius");
        }

        if (Overlapping(circles) is { } overlap) return overlap;
        BinaryNumber half = Covered(circles, 0) + Covered(circles, 1);
        return half > BinaryNumber.One + BinaryNumber.One ? "the circles need a rectangle of perimeter above 4" : null;
    }

    /// <summary>Σ r.</summary>
    public static Ratio SumOfRadii(BinaryNumber[][] circles) =>
        new(circles.Select(circle => circle[2]).Aggregate((sum, radius) => sum + radius), BinaryNumber.One);

    private static string? Overlapping(BinaryNumber[][] circles)
    {
        for (int j = 1; j < circles.Length; j++)
        {
            for (int i = 0; i < j; i++)
            {
                BinaryNumber reach = circles[i][2] + circles[j][2];
                if (Distances.Squared(circles[i], circles[j], 2) < reach * reach) return Text($"circles {i} and {j} overlap");
            }
        }

        return null;
    }

    private static BinaryNumber Covered(BinaryNumber[][] circles, int axis)
    {
        BinaryNumber[] ends = [.. circles.Select(circle => circle[axis] + circle[2])], starts = [.. circles.Select(circle => circle[axis] - circle[2])];
        return ends.Aggregate((most, end) => end > most ? end : most) - starts.Aggregate((least, start) => start < least ? start : least);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
