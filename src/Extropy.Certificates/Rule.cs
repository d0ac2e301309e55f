namespace Extropy.Certificates;

/// <summary>A problem as mathematics states it.</summary>
/// <param name="Asked">In one sentence.</param>
/// <param name="Columns">What each row holds.</param>
/// <param name="LargerIsBetter">Which way the metric improves, so which side is the worse one.</param>
/// <param name="Broken">The first constraint that the rows break, in words, or null.</param>
/// <param name="Metric">The exact metric of rows that break none.</param>
internal sealed record Rule(
    string Asked, string[] Columns, bool LargerIsBetter, Func<BinaryNumber[][], string?> Broken, Func<BinaryNumber[][], Ratio> Metric);
