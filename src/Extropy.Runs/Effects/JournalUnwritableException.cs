using Extropy.Core.Errors;

namespace Extropy.Runs.Effects;

/// <summary>The journal can no longer be written: the disk is full, read-only or gone. Everything committed before is safe.</summary>
/// <param name="path">The file.</param>
/// <param name="inner">The store's own words.</param>
public sealed class JournalUnwritableException(string path, Exception inner)
    : ExtropyException($"The journal {path} cannot be written ({inner.Message.TrimEnd('.')}): mend that, then resume the run; nothing committed is lost.", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
