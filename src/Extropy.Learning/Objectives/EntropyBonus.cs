using Extropy.Core.Errors;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>− c_H · aggregated exact entropy, gradient included. Source: Williams and Peng 1991; off (0) in verl and TRL.</summary>
public sealed class EntropyBonus : IRegularizer
{
    private readonly double _coefficient;

    /// <summary>The term.</summary>
    /// <param name="coefficient">c_H, finite; 0 adds nothing, a negative one sharpens the policy.</param>
    /// <exception cref="BadInputException">It is not finite.</exception>
    public EntropyBonus(double coefficient)
    {
        if (!double.IsFinite(coefficient)) throw new BadInputException(FormattableString.Invariant($"The entropy coefficient {coefficient} is not finite."));
        _coefficient = coefficient;
    }

    /// <inheritdoc/>
    public string Name => "entropy";

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; } = new() { Current = [ShannonEntropy.Instance] };

    /// <inheritdoc/>
    public double Evaluate(Minibatch minibatch, ReadOnlySpan<double> coefficients, UpdateContext context, StatisticTable slopes) =>
        Apply(_coefficient, minibatch, coefficients, slopes);

    internal static double Apply(double coefficient, Minibatch minibatch, ReadOnlySpan<double> coefficients, StatisticTable slopes)
    {
        ReadOnlySpan<double> entropy = minibatch.Current[ShannonEntropy.Instance];
        Span<double> slope = slopes[ShannonEntropy.Instance];
        double value = 0;
        for (int n = 0; n < coefficients.Length; n++)
        {
            if (coefficients[n] == 0) continue;
            value += coefficients[n] * entropy[n];
            slope[n] -= coefficient * coefficients[n];
        }

        return -coefficient * value;
    }
}
