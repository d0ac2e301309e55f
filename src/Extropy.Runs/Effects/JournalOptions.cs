namespace Extropy.Runs.Effects;

/// <summary>How a journal is opened.</summary>
public sealed record JournalOptions
{
    /// <summary>Sees commits from inside; for tests.</summary>
    internal ICommitObserver? Commits { get; init; }
}
