using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Candidates;

/// <summary>What an evaluator found out about one candidate. Holds nothing of any goal tree: see <see cref="BackwardScore"/>.</summary>
public sealed record Evaluation
{
    /// <summary>The candidate does what the problem asks. Only correct candidates become parents.</summary>
    public required bool IsCorrect { get; init; }

    /// <summary>The problem's metric, finite where the candidate is correct; 0 where it is not.</summary>
    public required double Raw { get; init; }

    /// <summary>Which way the metric improves.</summary>
    public required Aim Aim { get; init; }

    /// <summary>The layout judged, mended where that was needed; null where the candidate gave none or the problem has none.</summary>
    public Layout? Layout { get; init; }

    /// <summary>Other numbers that the evaluator reports, by name. Empty for built-in problems.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Work spent on evaluating, in the proposer's own unit (evaluations of the objective, for example); never wall time.</summary>
    public long Units { get; init; }

    /// <summary>Why the candidate is not correct, in one sentence that may be shown to its author; null where it is.</summary>
    public string? Failure { get; init; }

    /// <summary>The metric turned so that larger is better; −∞ where the candidate is not correct.</summary>
    public double Merit => !IsCorrect ? double.NegativeInfinity : Aim == Aim.Maximise ? Raw : -Raw;

    /// <summary>A candidate that is not correct.</summary>
    /// <param name="aim">Of the problem.</param>
    /// <param name="failure">One sentence.</param>
    public static Evaluation Refused(Aim aim, string failure) => new() { IsCorrect = false, Raw = 0, Aim = aim, Failure = failure };
}
