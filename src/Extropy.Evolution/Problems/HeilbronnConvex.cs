using System.Globalization;
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

    private protected override Violation? FirstBroken(Layout layout, LayoutGrid grid) =>
        TriangleAreas.HullTwice(grid).IsZero ? new Violation("all points lie on one line", double.NaN) : null;

    private protected override Fraction Metric(LayoutGrid grid) => new(TriangleAreas.SmallestTwice(grid), TriangleAreas.HullTwice(grid));

    private protected override Fraction? Forgiving(LayoutGrid grid) => TriangleAreas.HullTwice(grid).IsZero ? null : Metric(grid);

    private protected override Layout? Mend(Layout layout) => layout;
}
