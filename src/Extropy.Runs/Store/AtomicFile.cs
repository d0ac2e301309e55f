namespace Extropy.Runs.Store;

/// <summary>Files that are either the old or the new one, whenever the process dies.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file's content: written beside it, forced to the disk, renamed over it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
