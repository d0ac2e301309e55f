using System.Collections.Immutable;
using Extropy.Evolution.Mechanism;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary>
/// The comparisons that were fixed before the runs: every arm against plain evolution, one family of tests over arms and problems; and BES against its
/// placebo, a family over problems, which alone decides what may be said of goals.
/// </summary>
internal sealed record MechanismComparisons(ImmutableArray<MechanismPair> AgainstPlain, ImmutableArray<MechanismPair> AgainstPlacebo)
{
    /// <summary>All that the groups allow.</summary>
    public static MechanismComparisons Of(ImmutableArray<MechanismGroup> groups) => new(
        [.. MechanismPair.Family(Pairs(groups, MechanismArms.Baseline, _ => true))],
        [.. MechanismPair.Family(Pairs(groups, MechanismArms.Placebo, group => group.Arm == MechanismArms.Flagship))]);

    /// <summary>The pairs of an arm with plain evolution, one a problem.</summary>
    public MechanismPair[] Of(string arm) => [.. AgainstPlain.Where(pair => pair.Group.Arm == arm)];

    private static IEnumerable<MechanismPair> Pairs(ImmutableArray<MechanismGroup> groups, string rival, Func<MechanismGroup, bool> isCompared) =>
        from other in groups
        where other.Arm == rival
        from own in groups
        where own.Problem == other.Problem && own.Arm != rival && isCompared(own)
        select own.Against(other);
}
