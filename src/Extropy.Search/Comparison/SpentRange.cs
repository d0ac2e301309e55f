namespace Extropy.Search.Comparison;

/// <summary>How much of the equalised counter searches spent: the proof that the price was equal.</summary>
/// <param name="Searches">How many searches.</param>
/// <param name="Least">The smallest; 0 without searches.</param>
/// <param name="Mean">The mean; 0 without searches.</param>
/// <param name="Most">The largest; never above the limit for policy calls and tokens.</param>
public readonly record struct SpentRange(int Searches, long Least, double Mean, long Most)
{
    internal static SpentRange Of(IReadOnlyCollection<long> spent) =>
        spent.Count == 0 ? default : new(spent.Count, spent.Min(), spent.Average(), spent.Max());
}
