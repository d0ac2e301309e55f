using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Search.Bes;
using Extropy.Search.Contracts;

namespace Extropy.Cli.Solving;

/// <summary>Strategies by name.</summary>
internal static class StrategyChoice
{
    /// <summary>The strategy of that name; the default for null.</summary>
    /// <exception cref="BadInputException">Unknown; the nearest names are offered.</exception>
    public static ISearchStrategy Find(string? name) =>
        name is null or "bes" ? new BesSearch(new BesOptions()) : throw new BadInputException(NearestNames.Message("strategy", name, ["bes"]));
}
