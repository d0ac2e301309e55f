using System.Diagnostics;
using System.Globalization;

namespace Extropy.Evolution.Sandbox;

/// <summary>What a program without namespaces needs from this machine: a folder, and somebody who finds its processes again.</summary>
internal static class WeakScratch
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF; // rwxrwxrwx: the program is another user

    /// <summary>Makes a folder of its own.</summary>
    /// <param name="user">Who will write to it; null for the user of this process.</param>
    public static string Make(uint? user)
    {
        string folder = Directory.CreateTempSubdirectory("extropy-scratch-").FullName;
        if (user is not null && !OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, Everybody);
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

    /// <summary>Kills every process of a user that nobody else is.</summary>
    public static void KillAllOf(uint user)
    {
        string id = user.ToString(CultureInfo.InvariantCulture);
        for (int round = 0; round < 100; round++)
        {
            int[] left = [.. Process.GetProcesses().Select(process => process.Id).Where(process => IsOf(process, id))];
            if (left.Length == 0) return;
            foreach (int process in left) ProcessEnd.Of(process);
        }
    }

    private static bool IsOf(int process, string user)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").Any(line => line.StartsWith("Uid:", StringComparison.Ordinal) && line.Split('\t').Contains(user));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
