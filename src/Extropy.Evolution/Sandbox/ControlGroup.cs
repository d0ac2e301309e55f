using System.Globalization;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// A control group of the kernel for one sandboxed program: one bound on the memory of all its processes together, one on their number, and a list of
/// who must be killed. Both versions of the kernel's interface are used, whichever is mounted and can be written to.
/// </summary>
internal sealed class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";
    private const string Members = "cgroup.procs";
    private const string Prefix = "extropy-";
    private const int Own = 8; // the sandbox's own processes, which are members too
    private static readonly TimeSpan Joining = TimeSpan.FromMinutes(1); // a group is joined within milliseconds
    private static readonly Lazy<int> Swept = new(() => Sweep(Joining));
    private static long s_last;

    private readonly string[] _folders; // one in version 2, one for each controller in version 1
    private readonly bool _isNew;

    private ControlGroup(string[] folders, bool isNew) => (_folders, _isNew) = (folders, isNew);

    /// <summary>Files into which a process writes its own id to join.</summary>
    public IEnumerable<string> JoinFiles => _folders.Select(folder => Path.Combine(folder, Members));

    /// <summary>Largest memory so far, in bytes; null where the kernel does not tell.</summary>
    public long? PeakMemory => Number(_isNew ? "memory.peak" : "memory.max_usage_in_bytes");

    /// <summary>Whether the kernel killed a member for its memory.</summary>
    public bool WasMemoryExceeded => Lines(_isNew ? "memory.events" : "memory.oom_control").Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));

    /// <summary>Makes a group; null where none can be made.</summary>
    public static ControlGroup? TryCreate(SandboxLimits limits)
    {
        _ = Swept.Value;
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_last)}");
        string[] folders = [.. Parents(out bool isNew).Select(parent => Path.Combine(parent, name))];
        var group = new ControlGroup(folders, isNew);
        try
        {
            foreach (string folder in folders)
            {
                if (!Directory.Exists(Path.GetDirectoryName(folder))) return null;
                Directory.CreateDirectory(folder);
            }

            File.WriteAllText(Path.Combine(folders[0], isNew ? "memory.max" : "memory.limit_in_bytes"), limits.Memory.ToString(CultureInfo.InvariantCulture));
            File.WriteAllText(Path.Combine(folders[^1], "pids.max"), (limits.Processes + Own).ToString(CultureInfo.InvariantCulture));
            return group;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            group.Remove();
            return null;
        }
    }

    /// <summary>Removes empty groups of processes that are gone: one that was killed could not remove its own.</summary>
    /// <param name="age">Least age of a group. An older empty one waits for nobody, even where its process cannot be seen from here.</param>
    /// <returns>How many folders were removed.</returns>
    public static int Sweep(TimeSpan age)
    {
        int removed = 0;
        DateTime until = TimeProvider.System.GetUtcNow().UtcDateTime - age;
        foreach (string folder in Parents(out _).Where(Directory.Exists).SelectMany(parent => Directory.GetDirectories(parent, Prefix + "*")))
        {
            string owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out int id) || Directory.Exists($"/proc/{id}") || Directory.GetLastWriteTimeUtc(folder) > until) continue;
            if (TryDelete(folder)) removed++; // the kernel refuses where members are left
        }

        return removed;
    }

    /// <summary>Kills every member, those too that hide behind others, and removes the group.</summary>
    public async Task EndAsync()
    {
        for (int round = 0; round < 200; round++)
        {
            bool isEmpty = true;
            foreach (string line in _folders.SelectMany(folder => Read(Path.Combine(folder, Members))))
            {
                if (!int.TryParse(line, CultureInfo.InvariantCulture, out int id) || id <= 0) continue;
                isEmpty = false;
                ProcessEnd.Of(id);
            }

            if (isEmpty && Remove()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System).ConfigureAwait(false);
        }
    }

    private bool Remove()
    {
        bool gone = true;
        foreach (string folder in _folders) gone &= TryDelete(folder);
        return gone;
    }

    private static string[] Parents(out bool isNew)
    {
        isNew = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        return isNew ? [Root] : [Path.Combine(Root, "memory"), Path.Combine(Root, "pids")];
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private long? Number(string file) =>
        long.TryParse(Lines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out long value) ? value : null;

    private string[] Lines(string file) => Read(Path.Combine(_folders[0], file));

    private static string[] Read(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
