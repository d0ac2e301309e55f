using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>n points anywhere in the plane; the smallest triangle of three of them, divided by the area of their convex hull, is to be largest.</summary>
/// <param name="points">n ≥ 3.</param>
internal sealed class HeilbronnConvex(int points) : ExactProblem
{
    /// <summary>How many points.</summary>
    public int Points => points;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"heilbronn-convex-{points}");

    /// <inheritdoc/>
    public override string Title => string.Create(CultureInfo.InvariantCulture,
        $"Place {points} points in the plane so that the smallest of their triangles is the largest part of their convex hull.");

    /// <inheritdoc/>
    public override Aim Aim => Aim.Maximise;

    /// <inheritdoc/>
    public override LayoutShape Shape { get; } = new(points, ["x", "y"]);

    /// <inheritdoc/>
    public override KnownRecord? Record => KnownRecords.Of(Id);

    private protected override Ruling Judge(Layout layout, LayoutGrid grid)
    {
        BigInteger hull = TriangleAreas.HullTwice(grid);
        if (hull.IsZero) return new Violation("all points lie on one line", double.NaN);
        Fraction metric = new(TriangleAreas.SmallestTwice(grid), hull);
        return FirstChecks.OfReport(metric, layout.Reported) is { } lie ? lie : metric;
    }

    private protected override Layout? Mend(Layout layout) => layout;
}
