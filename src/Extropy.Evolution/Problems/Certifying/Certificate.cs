using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems.Certifying;

/// <summary>A layout that breaks no constraint of its problem, with the exact value it has: a claim that anybody can check.</summary>
public sealed record Certificate
{
    private Certificate(IOpenProblem problem, Layout layout, Fraction value)
    {
        (Problem, Layout, Value) = (problem, layout, value);
    }

    /// <summary>What is solved.</summary>
    public IOpenProblem Problem { get; }

    /// <summary>The layout; each double is the exact binary fraction that it is.</summary>
    public Layout Layout { get; }

    /// <summary>Its exact metric.</summary>
    public Fraction Value { get; }

    /// <summary>The certificate of a layout, or null where the referee refuses the layout or knows no exact value.</summary>
    public static Certificate? Of(IOpenProblem problem, Layout layout)
    {
        Layout silent = layout with { Reported = null };
        Assessment assessment = problem.Assess(silent);
        return assessment is { IsValid: true, Exact: { } value } ? new Certificate(problem, silent, value) : null;
    }
}
