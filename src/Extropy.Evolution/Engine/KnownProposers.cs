using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Models;
using Extropy.Evolution.Numeric;

namespace Extropy.Evolution.Engine;

/// <summary>The ways of proposing by name, the default first.</summary>
public static class KnownProposers
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<KnownProposer> All { get; } =
    [
        NumericSetting.Known,
        GenomeSetting.Known,
        ModelKit.Known,
    ];

    /// <summary>The one of a name.</summary>
    /// <exception cref="BadInputException">No such proposer; the nearest names are offered.</exception>
    public static KnownProposer Get(string name) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new BadInputException(NearestNames.Message("proposer", name, [.. All.Select(known => known.Name)]));
}
