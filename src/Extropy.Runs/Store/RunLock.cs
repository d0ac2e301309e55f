using System.Globalization;

namespace Extropy.Runs.Store;

/// <summary>The right to write a run. Held by an open file, so the system gives it back when the process dies.</summary>
internal sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";
    private const string HolderName = "run.process"; // beside the lock: a locked file cannot be read everywhere

    // Windows would not let a run be deleted whose lock is held otherwise; elsewhere only None is exclusive.
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the right, or returns null when another process has it.</summary>
    public static RunLock? TryTake(string folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, Alone);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }

        File.WriteAllText(Path.Combine(folder, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new RunLock(file);
    }

    /// <summary>Whether some process holds the right.</summary>
    public static bool IsTaken(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return false;
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The process number that the holder wrote, or an empty text.</summary>
    public static string Holder(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, HolderName));
        }
        catch (IOException)
        {
            return "";
        }
    }

    public void Dispose() => _file.Dispose();
}
