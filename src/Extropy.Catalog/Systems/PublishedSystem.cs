using System.Collections.Immutable;

namespace Extropy.Catalog.Systems;

/// <summary>A row of the catalogue: a published system and where it lives here.</summary>
/// <param name="Id">Name in commands, e.g. <c>bes</c>.</param>
/// <param name="Title">Title, shortened to what tells it apart.</param>
/// <param name="ArXiv">arXiv number of the source.</param>
/// <param name="Rooms">Where its code lives or will live, e.g. <c>Search, Learning</c>.</param>
/// <param name="Kind">Which contracts it fills, e.g. <c>token weight</c>.</param>
public sealed record PublishedSystem(string Id, string Title, string ArXiv, string Rooms, string Kind)
{
    /// <summary>A second name, when one paper brings two methods; null otherwise.</summary>
    public string? Alias { get; init; }

    /// <summary>Names of its experiments, which <c>reproduce</c> runs; empty while planned.</summary>
    public ImmutableArray<string> Experiments { get; init; } = [];

    /// <summary>What can be claimed: <see cref="SystemState.Works"/> needs a recorded result of every experiment.</summary>
    public SystemState State =>
        !Experiments.IsEmpty && Experiments.All(experiment => RecordedResults.Of(experiment) is not null) ? SystemState.Works : SystemState.Planned;
}
