using Extropy.Runs.Effects;
using Extropy.Search.Trace;

namespace Extropy.Search.Context;

/// <summary>What surrounds a search and does not decide its course: the memory, the watcher, the clock.</summary>
public sealed record SearchServices
{
    /// <summary>Records effects and answers from the record; null for searches that nobody wants to resume.</summary>
    public Journal? Journal { get; init; }

    /// <summary>Watches, or null.</summary>
    public ISearchObserver? Observer { get; init; }

    /// <summary>The clock of the time limit.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Longest time the search may take, counted anew when a run is resumed; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
