using Extropy.Core.Errors;

namespace Extropy.Runs.Store;

/// <summary>Another process is working on the run.</summary>
/// <param name="id">The run.</param>
/// <param name="process">The other process's number as it wrote it, or an empty text.</param>
public sealed class RunBusyException(string id, string process)
    : ExtropyException($"Run {id} is being worked on by {(process.Length == 0 ? "another process" : $"process {process}")}: "
        + "wait for its end or stop it, then resume.")
{
    /// <summary>The run.</summary>
    public string Id { get; } = id;

    /// <summary>The other process's number, or an empty text.</summary>
    public string Process { get; } = process;
}
