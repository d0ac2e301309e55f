namespace Extropy.Core.Statistics;

/// <summary>How bootstrap replicates become an interval.</summary>
public enum BootstrapMethod
{
    /// <summary>Quantiles corrected for bias and skew; second-order accurate (Efron 1987).</summary>
    BiasCorrectedAccelerated,

    /// <summary>Plain quantiles of the replicates; first-order accurate (Efron 1979).</summary>
    Percentile,
}
