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
        Ruling ruling = Judge(layout, new LayoutGrid(layout));
        return ruling.Violation is { } violation ? Assessment.Invalid(Aim, violation) : Assessment.Valid(Aim, ruling.Metric!); // one of the two is set
    }

    /// <inheritdoc/>
    public Layout? Repair(Layout layout)
    {
        Layout silent = layout with { Reported = null };
        if (FirstChecks.OfForm(silent, Shape) is not null) return null;
        Assessment before = Assess(silent);
        Layout? unmended = before.IsValid ? silent : null;
        if (Mend(silent) is not { } mended) return unmended;
        Assessment after = Assess(mended);
        if (!after.IsValid) return unmended;
        bool isWorse = before.IsValid && (Aim == Aim.Maximise ? after.Exact!.CompareTo(before.Exact) < 0 : after.Exact!.CompareTo(before.Exact) > 0);
        return isWorse ? silent : mended;
    }

    /// <summary>Judges a well-formed, finite layout.</summary>
    private protected abstract Ruling Judge(Layout layout, LayoutGrid grid);

    /// <summary>A layout next to a well-formed, finite one that is hoped to be valid; null where there is none.</summary>
    private protected abstract Layout? Mend(Layout layout);

    /// <summary>A violation, or else a metric.</summary>
    private protected readonly record struct Ruling(Violation? Violation, Fraction? Metric)
    {
        public static implicit operator Ruling(Violation violation) => new(violation, null);

        public static implicit operator Ruling(Fraction metric) => new(null, metric);
    }
}
