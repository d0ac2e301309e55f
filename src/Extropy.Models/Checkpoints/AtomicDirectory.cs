using Extropy.Core.Errors;

namespace Extropy.Models.Checkpoints;

/// <summary>
/// A directory that is replaced as a whole: the new one is written beside it, flushed, and only then takes its name. When the disk fills
/// up or the process is killed at any point, the old directory stays, or the new one is whole.
/// </summary>
/// <remarks>
/// Replacing takes two renames. A kill between them leaves the old directory under its name plus <c>.previous</c>; <see cref="Recover"/>,
/// which readers and the next writer call, gives it its name back. One writer at a time.
/// </remarks>
public static class AtomicDirectory
{
    private const string Saving = ".saving";
    private const string Previous = ".previous";

    /// <summary>Replaces a directory.</summary>
    /// <param name="path">Its name; need not exist.</param>
    /// <param name="write">Writes every file of the new directory into the folder it is given.</param>
    /// <exception cref="ExtropyException">The disk is full or refuses; the old directory is as it was.</exception>
    public static void Replace(string path, Action<string> write)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Recover(path);
        string saving = path + Saving, previous = path + Previous;
        try
        {
            if (Path.GetDirectoryName(path) is { } parent) Directory.CreateDirectory(parent);
            Remove(saving);
            Remove(previous);
            Directory.CreateDirectory(saving);
            write(saving);
            foreach (string file in Directory.EnumerateFiles(saving, "*", SearchOption.AllDirectories)) Flush(file);
            if (Directory.Exists(path)) Directory.Move(path, previous);
            Directory.Move(saving, path);
            Remove(previous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Recover(path);
            throw new ExtropyException(
                $"{path} could not be saved ({error.Message}); what was saved there before is as it was. Free some space or choose another place.", error);
        }
    }

    /// <summary>Gives a directory its name back after a kill between the two renames. Does nothing otherwise.</summary>
    public static void Recover(string path)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(path) && Directory.Exists(path + Previous)) Directory.Move(path + Previous, path);
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    private static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
