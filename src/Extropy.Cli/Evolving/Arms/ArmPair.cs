using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Statistics;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Evolving.Arms;

/// <summary>An arm against the first one on the same seeds.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Difference">Mean of the paired differences of the best metric; positive is better, whatever the aim. Without an interval for a single pair.</param>
/// <param name="Test">Seeds won and lost.</param>
/// <param name="Adjusted">p of the sign test, by Holm over the arms.</param>
internal sealed record ArmPair(string Arm, Interval Difference, SignTest Test, double Adjusted)
{
    private static readonly RandomStream Resamples = RandomStream.FromSeed(1).For("arms of evolve"); // decides intervals only

    /// <summary>Every arm but the first. A search that found nothing correct counts as the worst of all searches, less one.</summary>
    public static ImmutableArray<ArmPair> Of(ImmutableArray<SearchArm> arms, ImmutableArray<ArmRun> runs, Aim aim)
    {
        int sign = aim == Aim.Maximise ? 1 : -1;
        double nothing = runs.Select(run => run.Best).OfType<double>().Select(best => sign * best).DefaultIfEmpty(0).Min() - 1;
        double[] Bests(SearchArm arm) => [.. runs.Where(run => run.Arm == arm.Name).OrderBy(run => run.Seed).Select(run => run.Best is { } best ? sign * best : nothing)];
        double[] first = Bests(arms[0]);
        var pairs = arms.Skip(1).Select(arm => (arm.Name, Compared: PairedMeans.Of(Bests(arm), first, Resamples.For(arm.Name)))).ToArray();
        double[] adjusted = Holm.Adjusted([.. pairs.Select(pair => pair.Compared.Test.PValue)]);
        return [.. pairs.Select((pair, i) => new ArmPair(pair.Name, pair.Compared.Difference, pair.Compared.Test, adjusted[i]))];
    }
}
