namespace Extropy.Runs.Store;

/// <summary>Which finished runs may go. Runs that can be resumed or are being worked on always stay.</summary>
public sealed record CollectionRule
{
    /// <summary>Finished runs that have not changed for longer than this go. Default: no run is too old.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>The oldest finished runs go until all runs together take no more than this, in bytes. Default: no limit.</summary>
    public long? KeepBytes { get; init; }
}
