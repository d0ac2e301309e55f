using Extropy.Core.Statistics;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>An arm against another on the same seeds of one problem.</summary>
/// <param name="Group">The arm.</param>
/// <param name="Rival">The arm that it is compared with.</param>
/// <param name="Difference">Mean of the paired differences of the best metric with its interval; positive is better.</param>
/// <param name="Test">Seeds won and lost.</param>
internal sealed record MechanismPair(MechanismGroup Group, string Rival, Interval Difference, SignTest Test)
{
    /// <summary>The p value, adjusted over its family.</summary>
    public double Adjusted { get; init; } = Test.PValue;

    /// <summary>True where it won more seeds than it lost, and that is no accident.</summary>
    public bool IsBetter(double level) => Adjusted < level && Test.Wins > Test.Losses;

    /// <summary>The same for the other.</summary>
    public bool IsWorse(double level) => Adjusted < level && Test.Wins < Test.Losses;

    /// <summary>Pairs with p values that hold for all of them together, by Holm.</summary>
    public static MechanismPair[] Family(IEnumerable<MechanismPair> pairs)
    {
        MechanismPair[] all = [.. pairs];
        double[] adjusted = Holm.Adjusted([.. all.Select(pair => pair.Test.PValue)]);
        return [.. all.Select((pair, i) => pair with { Adjusted = adjusted[i] })];
    }
}
