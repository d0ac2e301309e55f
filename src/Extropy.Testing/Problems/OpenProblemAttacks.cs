using System.Collections.Immutable;
using System.Globalization;
using Extropy.Evolution.Problems;

namespace Extropy.Testing.Problems;

/// <summary>
/// Layouts that a careless or dishonest program might return: what every referee must survive, and which of them it must refuse. Tests of a problem call
/// <see cref="Faults"/> and expect an empty list.
/// </summary>
public static class OpenProblemAttacks
{
    /// <summary>Numbers that may stand where a coordinate should, with whether any referee may accept them.</summary>
    private static readonly (string Name, double Number, bool IsFinite)[] Numbers =
    [
        ("NaN", double.NaN, false),
        ("a NaN with another payload", BitConverter.Int64BitsToDouble(-1), false),
        ("+∞", double.PositiveInfinity, false),
        ("−∞", double.NegativeInfinity, false),
        ("−0", double.NegativeZero, true),
        ("the smallest positive number", double.Epsilon, true),
        ("the smallest negative number", -double.Epsilon, true),
        ("the largest number", double.MaxValue, true),
        ("the lowest number", double.MinValue, true),
        ("1e308", 1e308, true),
        ("−1e308", -1e308, true),
        ("1e-308", 1e-308, true),
    ];

    /// <summary>The attacks by name, each with whether a referee must refuse it.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="valid">A valid layout of it without a report, from which many attacks are made.</param>
    public static IEnumerable<(string Name, Layout Layout, bool MustBeRefused)> All(IOpenProblem problem, Layout valid)
    {
        foreach ((string name, double number, bool isFinite) in Numbers)
        {
            yield return ($"{name} everywhere", valid with { Numbers = [.. valid.Numbers.Select(_ => number)] }, !isFinite);
            for (int place = 0; place < valid.Numbers.Length; place += Math.Max(1, valid.Numbers.Length / 7))
                yield return (string.Create(CultureInfo.InvariantCulture, $"{name} at {place}"), valid with { Numbers = valid.Numbers.SetItem(place, number) }, !isFinite);
            yield return ($"{name} reported", valid with { Reported = number }, !isFinite || Math.Abs(number) is > 1e300 or (> 0 and < 1e-300));
        }

        for (int place = 0; place < valid.Numbers.Length; place += Math.Max(1, valid.Numbers.Length / 7))
        {
            double number = valid.Numbers[place];
            yield return (string.Create(CultureInfo.InvariantCulture, $"one last bit up at {place}"), valid with { Numbers = valid.Numbers.SetItem(place, Math.BitIncrement(number)) }, false);
            yield return (string.Create(CultureInfo.InvariantCulture, $"one last bit down at {place}"), valid with { Numbers = valid.Numbers.SetItem(place, Math.BitDecrement(number)) }, false);
        }

        yield return ("no numbers at all", valid with { Numbers = default }, true);
        yield return ("an empty table", new Layout(0, 0, []), true);
        yield return ("a row too few", valid with { Rows = valid.Rows - 1, Numbers = valid.Numbers[..^valid.Columns] }, true);
        yield return ("a row too many", valid with { Rows = valid.Rows + 1, Numbers = valid.Numbers.AddRange(valid.Numbers[..valid.Columns]) }, true);
        yield return ("a number too few", valid with { Numbers = valid.Numbers[..^1] }, true);
        yield return ("rows and columns swapped", valid with { Rows = valid.Columns + 1, Columns = valid.Rows }, true);
        yield return ("negative sizes", valid with { Rows = -valid.Rows, Columns = -valid.Columns }, true);
        yield return ("sizes whose product overflows", valid with { Rows = int.MaxValue, Columns = int.MaxValue }, true);
        foreach ((string name, double report) in Lies(problem.Assess(valid).Metric)) yield return (name, valid with { Reported = report }, true);
        yield return ("one object in every place", Repeat(valid, valid.Numbers[..valid.Columns]), false);
        yield return ("every object on one line", OnOneLine(valid), false);
        yield return ("far away", valid with { Numbers = [.. valid.Numbers.Select(number => number + 1e15)] }, false);
        yield return ("shrunk to subnormal numbers", valid with { Numbers = [.. valid.Numbers.Select(number => number * 1e-310)] }, false);
        int radius = problem.Shape.Columns.IndexOf("r");
        if (radius < 0) yield break;

        yield return ("a radius below 0 by the smallest number", valid with { Numbers = valid.Numbers.SetItem(radius, -double.Epsilon) }, true);
        yield return ("radii that all are −1", valid with { Numbers = [.. valid.Numbers.Select((number, i) => i % valid.Columns == radius ? -1 : number)] }, true);
    }

    /// <summary>What goes wrong when a problem meets the attacks; empty when nothing does.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="valid">A valid layout of it without a report.</param>
    public static IReadOnlyList<string> Faults(IOpenProblem problem, Layout valid)
    {
        List<string> faults = [];
        if (!problem.Assess(valid).IsValid) faults.Add("the layout that should be valid is not");
        if (!problem.Assess(valid with { Reported = problem.Assess(valid).Metric }).IsValid) faults.Add("a true report is refused");
        foreach ((string name, Layout layout, bool mustBeRefused) in All(problem, valid))
        {
            try
            {
                Check(problem, name, layout, mustBeRefused, faults);
            }
#pragma warning disable CA1031 // the very point: whatever it throws is the finding
            catch (Exception fault)
#pragma warning restore CA1031
            {
                faults.Add($"{name}: {fault.GetType().Name}: {fault.Message}");
            }
        }

        return faults;
    }

    private static void Check(IOpenProblem problem, string name, Layout layout, bool mustBeRefused, List<string> faults)
    {
        Assessment assessment = problem.Assess(layout);
        if (assessment.IsValid && mustBeRefused) faults.Add($"{name}: accepted");
        if (assessment.IsValid && (!double.IsFinite(assessment.Metric) || assessment.Violation is not null)) faults.Add($"{name}: valid with an odd answer");
        if (!assessment.IsValid)
        {
            if (assessment.Metric != (problem.Aim == Aim.Maximise ? 0 : double.PositiveInfinity)) faults.Add($"{name}: refused with a metric");
            if (assessment.Violation is not { Constraint.Length: > 0, Slack: < 0 or double.NaN }) faults.Add($"{name}: refused without a reason or with a slack of 0 or more");
        }

        if (problem.Assess(layout) != assessment) faults.Add($"{name}: judged differently the second time");
        if (problem.Repair(layout) is not { } mended) return;

        Assessment after = problem.Assess(mended);
        bool isWorse = problem.Aim == Aim.Maximise ? after.Metric < assessment.Metric : after.Metric > assessment.Metric;
        if (!after.IsValid || isWorse) faults.Add($"{name}: repaired to a worse one");
    }

    private static IEnumerable<(string Name, double Report)> Lies(double metric)
    {
        yield return ("a report 2e-5 above", metric * (1 + 2e-5));
        yield return ("a report 2e-5 below", metric * (1 - 2e-5));
        yield return ("a report of twice the metric", metric * 2);
        yield return ("a report with the other sign", -metric);
        yield return ("a report of 0", 0);
    }

    private static Layout Repeat(Layout layout, ImmutableArray<double> row) =>
        layout with { Numbers = [.. Enumerable.Range(0, layout.Rows).SelectMany(_ => row)] };

    private static Layout OnOneLine(Layout layout) => layout with
    {
        Numbers = [.. Enumerable.Range(0, layout.Rows).SelectMany(row => Enumerable.Repeat(row / (2.0 * layout.Rows), layout.Columns))],
    };
}
