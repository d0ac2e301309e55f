using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>Ends what is left of a sandboxed program, and says so where it will not end: a process that hangs in the kernel cannot be killed.</summary>
internal static class Leftovers
{
    /// <summary>How long a killed process may take to go, on a machine that is busy with other things. A process is usually gone within milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Kills until none is found.</summary>
    /// <param name="find">Ids of the processes that are left. It is asked again after every round, since one that is being killed may have started another.</param>
    /// <param name="patience">When to give up.</param>
    /// <returns>Those that did not go; empty where all are gone.</returns>
    public static async Task<int[]> EndAsync(Func<int[]> find, TimeSpan patience)
    {
        long start = TimeProvider.System.GetTimestamp();
        for (int[] left = find(); left.Length > 0; left = find())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience) return left;
            foreach (int process in left) ProcessEnd.Of(process);
            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }

        return [];
    }

    /// <summary>Processes of a user that nobody else is.</summary>
    public static int[] OfUser(uint user)
    {
        string id = user.ToString(CultureInfo.InvariantCulture);
        return All(process => File.ReadLines($"/proc/{process}/status").Any(line => line.StartsWith("Uid:", StringComparison.Ordinal) && line.Split('\t').Contains(id)));
    }

    /// <summary>Processes with a mark in the environment that they were started with, which daemons inherit; one that began another program without it is not found.</summary>
    public static int[] OfMark(string mark) => All(process => $"\0{File.ReadAllText($"/proc/{process}/environ")}".Contains($"\0{mark}\0", StringComparison.Ordinal));

    /// <summary>Threads of this process's user, this process's among them.</summary>
    public static int ThreadsOfThisUser()
    {
        string own = Line(File.ReadLines("/proc/self/status"), "Uid:");
        int threads = 0;
        _ = All(process =>
        {
            string[] status = File.ReadAllLines($"/proc/{process}/status");
            if (Line(status, "Uid:") == own) threads += int.Parse(Line(status, "Threads:").AsSpan("Threads:".Length), CultureInfo.InvariantCulture);
            return false;
        });
        return threads;
    }

    /// <summary>The error that a program which cannot be ended is.</summary>
    /// <param name="left">Its processes.</param>
    public static ExtropyException Fault(IEnumerable<int> left) => new(
        $"A sandboxed program could not be ended: process {string.Join(", ", left)} may still run. Nothing that came from it is used; end it by hand before you go on.");

    private static string Line(IEnumerable<string> status, string name) => status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? "";

    private static int[] All(Func<int, bool> isMeant)
    {
        List<int> found = [];
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int process)) continue;
            try
            {
                if (isMeant(process)) found.Add(process);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue; // gone, or another user's
            }
        }

        return [.. found];
    }
}
