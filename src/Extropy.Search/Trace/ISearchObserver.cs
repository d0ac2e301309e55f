namespace Extropy.Search.Trace;

/// <summary>Watches a search: live views, traces, metrics. Called in the search's own order; must not influence it and must not throw.</summary>
public interface ISearchObserver
{
    /// <summary>Something happened.</summary>
    void OnEvent(SearchEvent happened);
}
