using System.Globalization;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Evolving;

/// <summary>How far a value is from the best that others report.</summary>
internal static class Gap
{
    /// <summary>What is missing, positive where the record is better.</summary>
    public static double Of(IProblemStatement problem, KnownRecord record, double value) =>
        problem.Aim == Aim.Maximise ? record.Value - value : value - record.Value;

    /// <summary>The same in words. Printed records are rounded at the ninth digit or so: nearer than that, a difference says nothing.</summary>
    public static string Text(IProblemStatement problem, double value)
    {
        if (problem.Record is not { } record) return "no record is known";
        double gap = Of(problem, record, value);
        string by = string.Create(CultureInfo.InvariantCulture, $"by {Math.Abs(gap):0.###E+0}{(record.Value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({100 * Math.Abs(gap) / Math.Abs(record.Value):0.#######} %)"))}");
        if (record.IsBeatenBy(value, problem.Aim)) return $"better {by}";
        return record.IsMatchedBy(value, problem.Aim) ? $"{(record.IsProved ? "the optimum" : "as good")}, to nine digits" : $"short {by}";
    }

    /// <summary>A value with all digits that matter.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
