using Extropy.Core.Errors;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>
/// + β · aggregated divergence from the frozen reference, in any form of <see cref="KlEstimator"/>. Source: Schulman 2020, "Approximating KL
/// divergence"; as a loss term in GRPO (arXiv 2402.03300), equation 4.
/// </summary>
public sealed class KlToReference : IRegularizer, IReferenceDivergence
{
    private static readonly KullbackLeibler ExactDivergence = new(OtherPolicy.Reference);

    private readonly KlOptions _options;

    /// <summary>The term.</summary>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public KlToReference(KlOptions options)
    {
        options.Validate();
        _options = options;
        Needs = options.Estimator == KlEstimator.Exact
            ? new() { Current = [ExactDivergence] }
            : new() { Current = [LogProbability.Instance], Reference = [LogProbability.Instance] };
    }

    /// <inheritdoc/>
    public string Name => NameOf(_options.Estimator);

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; }

    /// <inheritdoc/>
    public double Evaluate(Minibatch minibatch, ReadOnlySpan<double> coefficients, UpdateContext context, StatisticTable slopes) =>
        _options.Estimator == KlEstimator.Exact
            ? Exact(minibatch, coefficients, context, slopes)
            : Estimated(minibatch, coefficients, context, slopes);

    internal static string NameOf(KlEstimator estimator) => estimator switch
    {
        KlEstimator.K1 => "kl-k1",
        KlEstimator.K2 => "kl-k2",
        KlEstimator.K1StraightThrough => "kl-k1-plus",
        KlEstimator.K3StraightThrough => "kl-k3-plus",
        KlEstimator.Exact => "kl-exact",
        _ => "kl-k3",
    };

    private double Exact(Minibatch minibatch, ReadOnlySpan<double> coefficients, UpdateContext context, StatisticTable slopes)
    {
        ReadOnlySpan<bool> mask = minibatch.Batch.Mask;
        ReadOnlySpan<double> divergence = minibatch.Current[ExactDivergence];
        Span<double> slope = slopes[ExactDivergence];
        double value = 0, sum = 0;
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            sum += divergence[n];
            value += coefficients[n] * divergence[n];
            slope[n] += _options.Beta * coefficients[n];
        }

        int counted = minibatch.Batch.Counted;
        if (counted > 0) context.Telemetry.Add("kl/reference-exact", sum / counted, counted);
        return _options.Beta * value;
    }

    private double Estimated(Minibatch minibatch, ReadOnlySpan<double> coefficients, UpdateContext context, StatisticTable slopes)
    {
        ReadOnlySpan<bool> mask = minibatch.Batch.Mask;
        ReadOnlySpan<double> current = minibatch.Current[LogProbability.Instance], reference = minibatch.Reference[LogProbability.Instance];
        Span<double> slope = slopes[LogProbability.Instance];
        double value = 0;
        int clamped = 0;
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            (double k, double derivative) = TokenDivergence.Of(_options, current[n] - reference[n], out bool isClamped);
            clamped += isClamped ? 1 : 0;
            value += coefficients[n] * k;
            slope[n] += _options.Beta * coefficients[n] * derivative;
        }

        ReferenceMetrics.Add(minibatch.Batch, current, reference, clamped, context.Telemetry);
        return _options.Beta * value;
    }
}
