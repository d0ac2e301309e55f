using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Evolution.Mechanism;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>
/// What follows for the claim that BES finds better layouts than plain evolution. Confirmed: better on every problem. Partly: better on some, worse on none.
/// Refuted: worse on some, better on none. Anything else: not confirmed at this scale.
/// </summary>
internal static class MechanismVerdict
{
    private const double Level = 0.05;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The verdict and its reasons.</summary>
    public static (ExperimentVerdict Verdict, string Summary) Of(MechanismComparisons comparisons)
    {
        MechanismPair[] bes = comparisons.Of(MechanismArms.Flagship);
        if (bes.Length == 0)
            return (ExperimentVerdict.NotConfirmedAtThisScale, $"No verdict without the arms {MechanismArms.Flagship} and {MechanismArms.Baseline}.");
        int better = bes.Count(pair => pair.IsBetter(Level)), worse = bes.Count(pair => pair.IsWorse(Level));
        ExperimentVerdict verdict = (better, worse) switch
        {
            _ when better == bes.Length => ExperimentVerdict.Confirmed,
            ( > 0, 0) => ExperimentVerdict.Partly,
            (0, > 0) => ExperimentVerdict.Refuted,
            _ => ExperimentVerdict.NotConfirmedAtThisScale,
        };
        return (verdict, string.Join(' ', Sentences(comparisons, bes)));
    }

    private static IEnumerable<string> Sentences(MechanismComparisons comparisons, MechanismPair[] bes)
    {
        yield return $"BES against plain evolution: {Words(bes)}.";
        if (comparisons.AgainstPlacebo is { IsEmpty: false } placebo)
        {
            bool isTold = placebo.Any(pair => pair.IsBetter(Level));
            yield return $"BES against the same with meaningless goals: {Words([.. placebo])}; {(isTold ? "what goals say matters" : "nothing may be claimed of goals")}.";
        }

        foreach (string arm in (string[])["S+O", "S+B"])
        {
            if (comparisons.Of(arm) is { Length: > 0 } pairs) yield return $"{arm} against plain evolution: {Words(pairs)}.";
        }

        string[] ahead = [.. comparisons.AgainstPlain.GroupBy(pair => pair.Group.Arm).Where(arm => arm.All(pair => pair.IsBetter(Level))).Select(arm => arm.Key)];
        yield return ahead.Length == 0 ? "No arm is ahead of plain evolution on every problem." : $"Ahead of plain evolution on every problem: {string.Join(", ", ahead)}.";
    }

    private static string Words(MechanismPair[] pairs) => string.Join(", ", pairs.Select(pair => string.Create(
        Culture, $"{pair.Test.Wins} : {pair.Test.Losses} on {pair.Group.Problem} ({(pair.IsBetter(Level) ? "better" : pair.IsWorse(Level) ? "worse" : "within noise")})")));
}
