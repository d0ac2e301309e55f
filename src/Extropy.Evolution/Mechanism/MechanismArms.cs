using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Mechanism;

/// <summary>The arms of the mechanism experiment.</summary>
public static class MechanismArms
{
    /// <summary>Plain evolution, with which every arm is compared.</summary>
    public const string Baseline = "S";

    /// <summary>Recombination and goals.</summary>
    public const string Flagship = "BES";

    /// <summary>The same with meaningless backward scores: decides what may be said of goals.</summary>
    public const string Placebo = "BES-shuffled";

    /// <summary>All arms, in the order of the table.</summary>
    public static ImmutableArray<MechanismArm> All { get; } =
    [
        new("R", "random genomes") { IsRandom = true },
        new("H", "changes of the best, nothing else") { IsClimbing = true },
        new(Baseline, "islands, archive, weighted parents; diff .6, full .3, cross .1"),
        new("S+O", "S with recombination") { HasRecombination = true },
        new("S+B", "S with goals") { HasGoals = true },
        new(Flagship, "S with recombination and goals") { HasRecombination = true, HasGoals = true },
        new(Placebo, "BES with backward scores exchanged between candidates") { HasRecombination = true, HasGoals = true, IsShuffled = true },
        new("BES-donor", "BES with donors that meet what the parent lacks") { HasRecombination = true, HasGoals = true, Donors = DonorChoice.Complementary },
    ];

    /// <summary>The arm of a name.</summary>
    /// <exception cref="BadInputException">No such arm; the nearest names are offered.</exception>
    public static MechanismArm Get(string name) =>
        All.FirstOrDefault(arm => string.Equals(arm.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(NearestNames.Message("arm", name, [.. All.Select(arm => arm.Name)]));
}
