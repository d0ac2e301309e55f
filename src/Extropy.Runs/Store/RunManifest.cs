using System.Collections.Immutable;

namespace Extropy.Runs.Store;

/// <summary>The file <c>run.json</c>: what a run is and where it stands. Written whole or not at all.</summary>
public sealed record RunManifest
{
    /// <summary>The format this program writes.</summary>
    public const string CurrentFormat = "extropy-run/1";

    /// <summary>Format key of the file.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The run's name, also that of its folder.</summary>
    public required string Id { get; init; }

    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The command line after the program's name.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Effective options by name.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Version of the program, the runtime and the journal, by name.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The state as last written. A killed run still says <see cref="RunState.Running"/>; <see cref="RunSummary.State"/> knows better.</summary>
    public RunState State { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often it was resumed.</summary>
    public int Resumes { get; init; }

    /// <summary>Exit code of the finished command, or null.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Failure { get; init; }
}
