using Extropy.Core.Errors;

namespace Extropy.Runs.Effects;

/// <summary>A journal cannot be read as it was written.</summary>
public sealed class JournalDamagedException : ExtropyException
{
    internal JournalDamagedException(string path, string what, long row = 0, long offset = -1, Exception? inner = null)
        : base(Describe(path, what, row, offset), inner ?? new InvalidDataException(what))
    {
        Path = path;
        Row = row;
        Offset = offset;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The first damaged row (rows count from 1 in order of arrival), or 0 when the damage lies outside the rows.</summary>
    public long Row { get; }

    /// <summary>The damaged place in bytes from the start of the file, or −1 when only the row is known.</summary>
    public long Offset { get; }

    /// <summary>Rows 1 … this are whole; a run may go on from them as if it had been stopped there. 0 when none are known to be.</summary>
    public long SafeRows => Math.Max(0, Row - 1);

    private static string Describe(string path, string what, long row, long offset)
    {
        string place = row > 0 ? $" at row {row}" : offset >= 0 ? $" at byte {offset}" : "";
        string safe = row > 1 ? $"Rows 1 to {row - 1} are whole" : row == 1 ? "No row before it" : "How many rows are whole is not known yet";
        return $"The journal {path} is damaged{place}: {what}. {safe}; `runs resume RUN --salvage` goes on from what is whole.";
    }
}
