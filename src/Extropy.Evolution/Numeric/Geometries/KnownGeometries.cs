using Extropy.Evolution.Numeric.Solving;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>The geometry of each built-in problem.</summary>
internal static class KnownGeometries
{
    /// <summary>The geometry of a problem; null where the numeric optimiser knows none.</summary>
    public static Geometry? Of(IOpenProblem problem) => problem switch
    {
        CirclePackingSquare square => new CircleGeometry(square.Circles, isFree: false),
        CirclePackingRectangle rectangle => new CircleGeometry(rectangle.Circles, isFree: true),
        HeilbronnConvex convex => new TriangleGeometry(convex.Points, Region.Hull),
        HeilbronnTriangle triangle => new TriangleGeometry(triangle.Points, Region.Triangle),
        HeilbronnSquare square => new TriangleGeometry(square.Points, Region.Square),
        DistanceRatio ratio => new DistanceGeometry(ratio.Points, ratio.Dimensions),
        _ => null,
    };
}
