using System.Globalization;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Evolving;

/// <summary>How far a value is from the best that others report.</summary>
internal static class Gap
{
    /// <summary>What is missing, positive where the record is better.</summary>
    public static double Of(IOpenProblem problem, KnownRecord record, double value) =>
        problem.Aim == Aim.Maximise ? record.Value - value : value - record.Value;

    /// <summary>The same in words.</summary>
    public static string Text(IOpenProblem problem, double value)
    {
        if (problem.Record is not { } record) return "no record is known";
        double gap = Of(problem, record, value);
        CultureInfo culture = CultureInfo.InvariantCulture;
        string share = string.Create(culture, $"{100 * Math.Abs(gap) / Math.Abs(record.Value):0.##########} %");
        return gap == 0 ? record.IsProved ? "the proved optimum" : "equal to the record"
            : gap > 0 ? string.Create(culture, $"{gap:0.###E+0} short of it ({share})")
            : string.Create(culture, $"{-gap:0.###E+0} beyond it ({share})");
    }

    /// <summary>A value with all digits that matter.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
