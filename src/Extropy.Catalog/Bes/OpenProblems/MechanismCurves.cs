using System.Collections.Immutable;
using Extropy.Catalog.Experiments;
using Extropy.Core.Statistics;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>The best so far by evaluations: mean over seeds with its interval, a line an arm.</summary>
internal static class MechanismCurves
{
    private const int Points = 20;

    public static ExperimentFigure Of(string problem, ImmutableArray<MechanismGroup> groups) => new(
        $"{problem}: the best so far",
        "evaluations",
        "metric",
        [.. groups.Where(group => group.Problem == problem).Select(group => new ExperimentLine(group.Arm, [.. PointsOf(group)]))])
    {
        Note = "Mean over seeds and its 95 % bootstrap interval.",
    };

    /// <summary>Begins where every run has something valid.</summary>
    private static IEnumerable<ExperimentPoint> PointsOf(MechanismGroup group)
    {
        long most = group.Runs.Max(run => run.Evaluations);
        foreach (long evaluations in Enumerable.Range(1, Points).Select(point => most * point / Points).Where(evaluations => evaluations > 0).Distinct())
        {
            if (group.Runs.Any(run => run.BestAfter(evaluations) is null)) continue;
            Interval mean = group.Mean(run => run.BestAfter(evaluations) ?? group.Nothing, "curve");
            yield return new ExperimentPoint(evaluations, mean.Low, mean.Estimate, mean.High);
        }
    }
}
