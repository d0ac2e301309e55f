using Extropy.Search.Trace;

namespace Extropy.Testing.Search;

/// <summary>Keeps every event of a search.</summary>
public sealed class EventLog : ISearchObserver
{
    private readonly List<SearchEvent> _events = [];

    /// <summary>The events in order.</summary>
    public IReadOnlyList<SearchEvent> Events => _events;

    /// <inheritdoc/>
    public void OnEvent(SearchEvent happened) => _events.Add(happened);
}
