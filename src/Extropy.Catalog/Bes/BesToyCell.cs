using Extropy.Core.Statistics;

namespace Extropy.Catalog.Bes;

/// <summary>One cell of the table.</summary>
/// <param name="Stay">a.</param>
/// <param name="Arm">The column.</param>
/// <param name="Solved">Searches that told every fact.</param>
/// <param name="Rate">Solved among all, with Wilson's interval.</param>
/// <param name="Evolved">Successes with a recombined node among the ancestors.</param>
/// <param name="MeanCalls">Mean policy calls spent.</param>
/// <param name="Reference">The reference rate, or null.</param>
/// <param name="AgainstFlagship">Against BES on the same seeds; null for BES itself.</param>
public sealed record BesToyCell(
    double Stay, string Arm, int Solved, Interval Rate, int Evolved, double MeanCalls, double? Reference, PairedComparison? AgainstFlagship)
{
    /// <summary>Standard error of the reference rates, from 400 searches each, and of ours together; two of them are the tolerance.</summary>
    private const double ReferenceSearches = 400;

    /// <summary>Within two standard errors of the difference; null without a reference.</summary>
    public bool? Agrees
    {
        get
        {
            if (Reference is not { } reference) return null;
            double trials = Solved == 0 ? 1 : Solved / Rate.Estimate;
            double variance = Math.Max(reference * (1 - reference), 1 / ReferenceSearches) / ReferenceSearches
                + Math.Max(Rate.Estimate * (1 - Rate.Estimate), 1 / trials) / trials;
            return Math.Abs(Rate.Estimate - reference) <= 2 * Math.Sqrt(variance);
        }
    }
}
