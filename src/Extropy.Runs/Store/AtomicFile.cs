using Extropy.Core.Errors;

namespace Extropy.Runs.Store;

/// <summary>Files that are either the old or the new one, whenever the process dies or the disk refuses.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file's content: written beside it, forced to the disk, renamed over it.</summary>
    /// <exception cref="ExtropyException">The disk is full or refuses; the old file is as it was and nothing lies beside it.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string beside = path + ".new";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Discard(beside);
            throw new ExtropyException($"{path} could not be written ({error.Message.TrimEnd('.')}); what stood there before is as it was.", error);
        }
    }

    private static void Discard(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // the disk refuses this too; what matters, the old file, is whole
        }
    }
}
