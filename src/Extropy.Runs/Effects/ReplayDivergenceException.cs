using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Runs.Effects;

/// <summary>A search that is being replayed asks for something other than the record holds: the code, the model or an option has changed.</summary>
public sealed class ReplayDivergenceException : ExtropyException
{
    /// <summary>Creates the error.</summary>
    /// <param name="search">Identity of the search.</param>
    /// <param name="forkPath">Path of the fork, empty for the search itself.</param>
    /// <param name="ordinal">Number of the effect within the path.</param>
    /// <param name="field">The first field that differs.</param>
    /// <param name="recorded">The field as recorded.</param>
    /// <param name="asked">The field as asked now.</param>
    public ReplayDivergenceException(Digest search, string forkPath, long ordinal, string field, string recorded, string asked)
        : base($"Replay left the record of search {search} at path '{forkPath}', ordinal {ordinal}: {field} was {recorded} and is now {asked}. "
            + "The program, the model or an option has changed since; resume with those of the run, or start a new run.")
    {
        Search = search;
        ForkPath = forkPath;
        Ordinal = ordinal;
        Field = field;
        Recorded = recorded;
        Asked = asked;
    }

    /// <summary>Identity of the search.</summary>
    public Digest Search { get; }

    /// <summary>Path of the fork, empty for the search itself.</summary>
    public string ForkPath { get; }

    /// <summary>Number of the effect within the path.</summary>
    public long Ordinal { get; }

    /// <summary>The first field that differs.</summary>
    public string Field { get; }

    /// <summary>The field as recorded.</summary>
    public string Recorded { get; }

    /// <summary>The field as asked now.</summary>
    public string Asked { get; }
}
