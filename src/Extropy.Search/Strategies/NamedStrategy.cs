using Extropy.Search.Contracts;

namespace Extropy.Search.Strategies;

/// <summary>A strategy that commands know by name.</summary>
/// <param name="Name">What to type.</param>
/// <param name="About">One line for lists.</param>
/// <param name="Create">Makes it.</param>
public sealed record NamedStrategy(string Name, string About, Func<StrategySettings, ISearchStrategy> Create);
