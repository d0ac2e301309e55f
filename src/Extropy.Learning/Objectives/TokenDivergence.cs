using Extropy.Models.Kernels;

namespace Extropy.Learning.Objectives;

/// <summary>The estimates of one token's share of KL(π ‖ π_ref) and their slopes.</summary>
internal static class TokenDivergence
{
    /// <summary>k(d) and the slope in lp that training takes, d = lp − lp_ref.</summary>
    /// <param name="options">The estimator (not the exact one) and the limits.</param>
    /// <param name="difference">d.</param>
    /// <param name="isClamped">A limit was met: the value stands at it, and there is no slope.</param>
    public static (double Value, double Slope) Of(KlOptions options, double difference, out bool isClamped)
    {
        double d = Math.Clamp(difference, -options.DifferenceLimit, options.DifferenceLimit);
        (double value, double slope) = options.Estimator switch
        {
            KlEstimator.K1 => (d, 1),
            KlEstimator.K2 => (d * d / 2, d),
            KlEstimator.K1StraightThrough => (d, d),
            KlEstimator.K3StraightThrough => (Elementary.Exp(-d) - 1 + d, d),
            _ => (Elementary.Exp(-d) - 1 + d, 1 - Elementary.Exp(-d)),
        };
        double held = Math.Clamp(value, -options.ValueLimit, options.ValueLimit);
        isClamped = d != difference || held != value;
        return (held, isClamped ? 0 : slope);
    }
}
