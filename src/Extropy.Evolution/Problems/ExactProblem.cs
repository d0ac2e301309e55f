using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>A problem whose referee works in whole numbers, tolerance zero. Pure and thread-safe.</summary>
internal abstract class ExactProblem : IOpenProblem
{
    /// <inheritdoc/>
    public abstract string Id { get; }

    /// <inheritdoc/>
    public abstract string Title { get; }

    /// <inheritdoc/>
    public abstract Aim Aim { get; }

    /// <inheritdoc/>
    public abstract LayoutShape Shape { get; }

    /// <inheritdoc/>
    public abstract KnownRecord? Record { get; }

    /// <inheritdoc/>
    public Assessment Assess(Layout layout)
    {
        if (FirstChecks.OfForm(layout, Shape) is { } malformed) return Assessment.Invalid(Aim, malformed);
        LayoutGrid grid = new(layout);
        if (FirstBroken(layout, grid) is { } broken) return Assessment.Invalid(Aim, broken);
        Fraction metric = Metric(grid);
        return FirstChecks.OfReport(metric, layout.Reported) is { } lie ? Assessment.Invalid(Aim, lie) : Assessment.Valid(Aim, metric);
    }

    /// <inheritdoc/>
    public Layout? Repair(Layout layout)
    {
        Layout silent = layout with { Reported = null };
        if (FirstChecks.OfForm(silent, Shape) is not null) return null;
        Assessment before = Assess(silent);
        Layout? unmended = before.IsValid ? silent : null;
        if (Mend(silent) is not { } mended || ReferenceEquals(mended, silent)) return unmended;
        Assessment after = Assess(mended);
        if (!after.IsValid) return unmended;
        bool isWorse = before.IsValid && (Aim == Aim.Maximise ? after.Exact!.CompareTo(before.Exact) < 0 : after.Exact!.CompareTo(before.Exact) > 0);
        return isWorse ? silent : mended;
    }

    /// <inheritdoc/>
    public double? RepairLoss(Layout before, Layout mended)
    {
        if (FirstChecks.OfForm(before with { Reported = null }, Shape) is not null || Assess(mended).Exact is not { } now) return null;
        if (Forgiving(new LayoutGrid(before)) is not { } then) return null;
        return Aim == Aim.Maximise ? then.Minus(now).RoundUp() : now.Minus(then).RoundUp();
    }

    /// <summary>The first constraint that a well-formed, finite layout breaks, or null.</summary>
    private protected abstract Violation? FirstBroken(Layout layout, LayoutGrid grid);

    /// <summary>The metric of a layout that breaks no constraint.</summary>
    private protected abstract Fraction Metric(LayoutGrid grid);

    /// <summary>The metric of any well-formed layout, or null where it has none.</summary>
    private protected virtual Fraction? Forgiving(LayoutGrid grid) => Metric(grid);

    /// <summary>A layout next to a well-formed, finite one that is hoped to be valid; null where there is none.</summary>
    private protected abstract Layout? Mend(Layout layout);
}
