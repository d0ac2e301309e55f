using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>What several referees check in the same way.</summary>
internal static class FirstChecks
{
    /// <summary>A false report: |metric − reported| ≤ |reported| / 100,000 is demanded, with no absolute part.</summary>
    private const int ReportPrecision = 100_000;

    /// <summary>The wrong shape, or the first number that is not finite; null for a well-formed layout.</summary>
    public static Violation? OfForm(Layout layout, LayoutShape shape)
    {
        int count = layout.Numbers.IsDefault ? 0 : layout.Numbers.Length;
        if (layout.Rows != shape.Rows || layout.Columns != shape.Columns.Length || count != shape.Count)
        {
            return new Violation(string.Create(CultureInfo.InvariantCulture,
                $"the shape is {layout.Rows} × {layout.Columns} with {count} numbers instead of {shape.Rows} × {shape.Columns.Length}"), double.NaN);
        }

        for (int i = 0; i < count; i++)
        {
            if (double.IsFinite(layout.Numbers[i])) continue;
            return new Violation(string.Create(CultureInfo.InvariantCulture,
                $"{shape.Columns[i % layout.Columns]} of row {i / layout.Columns} is {layout.Numbers[i]}"), double.NaN);
        }

        return layout.Reported is { } reported && !double.IsFinite(reported)
            ? new Violation(string.Create(CultureInfo.InvariantCulture, $"the reported metric is {reported}"), double.NaN)
            : null;
    }

    /// <summary>The first side beyond which an object reaches.</summary>
    /// <param name="grid">Whose units the room has.</param>
    /// <param name="what">For example <c>point 3 leaves the square</c>.</param>
    /// <param name="sides">Each side with the room to it, negative beyond.</param>
    public static Violation? OfRoom(LayoutGrid grid, FormattableString what, params ReadOnlySpan<(string Name, BigInteger Room)> sides)
    {
        foreach ((string name, BigInteger room) in sides)
        {
            if (room.Sign < 0) return new Violation($"{what.ToString(CultureInfo.InvariantCulture)} at the {name}", grid.Length(room).RoundDown());
        }

        return null;
    }

    /// <summary>A reported metric that differs from the exact one by more than one part in 100,000 of the report.</summary>
    public static Violation? OfReport(Fraction metric, double? reported)
    {
        if (reported is not { } claimed) return null;
        var claim = Fraction.Of(claimed);
        BigInteger difference = BigInteger.Abs((metric.Numerator * claim.Denominator) - (claim.Numerator * metric.Denominator));
        BigInteger excess = (difference * ReportPrecision) - (BigInteger.Abs(claim.Numerator) * metric.Denominator);
        if (excess.Sign <= 0) return null;

        BigInteger unit = claim.Denominator * metric.Denominator * ReportPrecision;
        return new Violation(string.Create(CultureInfo.InvariantCulture, $"the reported metric {claimed} is not the exact {metric.RoundDown()}"),
            new Fraction(-excess, unit).RoundDown());
    }
}
