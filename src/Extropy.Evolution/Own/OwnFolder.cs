using System.Globalization;

namespace Extropy.Evolution.Own;

/// <summary>
/// A folder of this machine, made for one search, into which files are copied for programs in the sandbox to read. Whoever runs there may be another user, so
/// everybody can read it; nobody but this process can write it.
/// </summary>
internal sealed class OwnFolder : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private long _last;

    /// <summary>Makes the folder.</summary>
    public OwnFolder()
    {
        Path = Directory.CreateTempSubdirectory("extropy-own-").FullName;
        Open(Path);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes a folder in it with copies of files.</summary>
    /// <returns>Its path.</returns>
    public string Copy(IEnumerable<OwnFile> files)
    {
        string folder = New();
        foreach (OwnFile file in files) Write(folder, file.Name, file.Content.AsSpan());
        return folder;
    }

    /// <summary>Makes a new folder in it.</summary>
    public string New()
    {
        string folder = System.IO.Path.Combine(Path, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        Open(folder);
        return folder;
    }

    /// <summary>Writes a file into a folder of it.</summary>
    /// <returns>The file's path.</returns>
    public static string Write(string folder, string name, ReadOnlySpan<byte> content)
    {
        string path = folder;
        string[] steps = name.Split('/');
        foreach (string step in steps[..^1])
        {
            path = System.IO.Path.Combine(path, step);
            Directory.CreateDirectory(path);
            Open(path);
        }

        path = System.IO.Path.Combine(path, steps[^1]);
        File.WriteAllBytes(path, content);
        Open(path);
        return path;
    }

    /// <summary>Removes one of its folders, or all of it.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return; // what will not go stays in the temporary folder
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(Path);

    private static void Open(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Readable);
    }
}
