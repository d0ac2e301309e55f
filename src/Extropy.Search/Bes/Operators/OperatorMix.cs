using System.Globalization;
using Extropy.Core.Identity;

namespace Extropy.Search.Bes.Operators;

/// <summary>How often each operator is drawn. Probabilities sum to 1.</summary>
/// <param name="Expansion">Share of policy expansions.</param>
/// <param name="Combination">Share of combinations.</param>
/// <param name="Deletion">Share of deletions.</param>
/// <param name="Translocation">Share of translocations.</param>
/// <param name="Crossover">Share of crossovers.</param>
public sealed record OperatorMix(double Expansion, double Combination, double Deletion, double Translocation, double Crossover)
{
    private const double Tolerance = 1e-9;

    /// <summary>The paper's mix: .70, .10, .05, .075, .075.</summary>
    public static OperatorMix Paper { get; } = new(0.70, 0.10, 0.05, 0.075, 0.075);

    /// <summary>No evolution: every move is an expansion.</summary>
    public static OperatorMix ExpansionOnly { get; } = new(1, 0, 0, 0, 0);

    /// <summary>
    /// Our own addition, not the paper's: starts at the paper's mix and moves towards the operators that gain most score per charged
    /// token (<see cref="OperatorBandit"/>).
    /// </summary>
    public static OperatorMix Adaptive { get; } = Paper with { IsAdaptive = true };

    /// <summary>True when the shares below are only the start and a bandit moves them. Never the default of a faithful run.</summary>
    public bool IsAdaptive { get; init; }

    /// <summary>The probability of one operator.</summary>
    public double this[Operator which] => which switch
    {
        Operator.Expansion => Expansion,
        Operator.Combination => Combination,
        Operator.Deletion => Deletion,
        Operator.Translocation => Translocation,
        Operator.Crossover => Crossover,
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, "Not an operator."),
    };

    /// <summary>All shares in the order of <see cref="Operator"/>.</summary>
    public double[] ToArray() => [Expansion, Combination, Deletion, Translocation, Crossover];

    /// <summary>What is wrong with the shares; empty when they are probabilities.</summary>
    public IEnumerable<string> Faults()
    {
        double[] shares = ToArray();
        for (int i = 0; i < shares.Length; i++)
        {
            if (!(shares[i] is >= 0 and <= 1))
                yield return string.Create(CultureInfo.InvariantCulture, $"probability {shares[i]} of {(Operator)i} is not in [0, 1]");
        }

        double sum = shares.Sum();
        if (!(Math.Abs(sum - 1) <= Tolerance))
            yield return string.Create(CultureInfo.InvariantCulture, $"operator probabilities sum to {sum}, not to 1");
    }

    internal void AddTo(DigestBuilder builder)
    {
        foreach (double share in ToArray()) builder.Add(share);
        builder.Add(IsAdaptive);
    }
}
