namespace Extropy.Evolution.Sandbox;

/// <summary>The folder of this machine in which a program without namespaces begins.</summary>
internal static class WeakScratch
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF; // rwxrwxrwx: the program is another user

    /// <summary>What names of such folders of this process begin with.</summary>
    public static string Prefix { get; } = FormattableString.Invariant($"extropy-scratch-{Environment.ProcessId}-");

    /// <summary>Makes one.</summary>
    /// <param name="parent">Where.</param>
    /// <param name="isOtherUser">Another user than that of this process will write to it.</param>
    public static string Make(string parent, bool isOtherUser)
    {
        string folder = Path.Combine(parent, Prefix + Path.GetRandomFileName());
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (isOtherUser && !OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, Everybody);
        return folder;
    }

    /// <summary>Removes it.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return; // a file that will not go stays in the temporary folder
        }
    }
}
