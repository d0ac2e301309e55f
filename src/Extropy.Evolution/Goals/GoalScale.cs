using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals;

/// <summary>The sizes that the goals of a problem need, in its metric.</summary>
/// <param name="Margin">What counts as a gain when stagnation is counted, and when a tree counts as outdated.</param>
/// <param name="BucketWidth">Merits nearer than this are ranked by goals.</param>
/// <param name="Target">The metric at which the root is reached; null where nobody reports a record.</param>
public sealed record GoalScale(double Margin, double BucketWidth, double? Target)
{
    private const double CircleStep = 0.01;
    private const double TriangleBucket = 5e-4;
    private const double RelativeStep = 0.01; // of the record

    /// <summary>
    /// The published sizes for packings (.01, .01) and Heilbronn problems (.01 of the record, 5e−4); distance ratios, which were not published, take a
    /// hundredth of the record for both.
    /// </summary>
    public static GoalScale Of(IOpenProblem problem)
    {
        double? record = problem.Record?.Value;
        return problem switch
        {
            CirclePackingSquare { Circles: 26 } => new GoalScale(CircleStep, CircleStep, 2.636),
            CirclePackingRectangle { Circles: 21 } => new GoalScale(CircleStep, CircleStep, 2.366),
            CirclePackingSquare or CirclePackingRectangle => new GoalScale(CircleStep, CircleStep, record),
            DistanceRatio => new GoalScale(RelativeStep * (record ?? 1), RelativeStep * (record ?? 1), record),
            _ => new GoalScale(RelativeStep * (record ?? TriangleBucket / RelativeStep), TriangleBucket, record),
        };
    }
}
