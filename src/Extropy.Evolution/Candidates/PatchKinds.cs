using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Evolution.Candidates;

/// <summary>Names and needs of the ways to make a candidate.</summary>
public static class PatchKinds
{
    /// <summary>Most donors that any kind is given.</summary>
    public const int MostDonors = 3;

    private static readonly string[] Names = ["seed", "diff", "full", "diff_ablate", "cross_combine", "cross_translocate", "cross"];

    /// <summary>Every kind that needs a parent, in the order of their numbers.</summary>
    public static ImmutableArray<PatchKind> OfParents { get; } =
        [PatchKind.Diff, PatchKind.Full, PatchKind.Ablate, PatchKind.Combine, PatchKind.Translocate, PatchKind.Cross];

    /// <summary>The name in files and documents.</summary>
    public static string NameOf(PatchKind kind) => Names[(int)kind];

    /// <summary>The kind of a name.</summary>
    /// <exception cref="BadInputException">No such kind; the nearest names are offered.</exception>
    public static PatchKind Parse(string name) => Array.IndexOf(Names, name) is >= 0 and int kind
        ? (PatchKind)kind
        : throw new BadInputException(NearestNames.Message("kind of patch", name, Names));

    /// <summary>True for the kinds that recombine: without a donor they cannot be made.</summary>
    public static bool NeedsDonor(PatchKind kind) => kind is PatchKind.Combine or PatchKind.Translocate or PatchKind.Cross;
}
