using System.Globalization;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// A control group of the kernel for one sandboxed program: one bound on the memory of all its processes together, one on their number, their processor
/// time, and a list of who must be killed. Both versions of the kernel's interface are used, whichever is mounted and can be written to.
/// </summary>
internal sealed class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";
    private const string Members = "cgroup.procs";
    private const string Bound = "pids.max";
    private const string Prefix = "extropy-";
    private static readonly TimeSpan Joining = TimeSpan.FromMinutes(1); // a group is joined within milliseconds
    private static readonly Lazy<int> Swept = new(() => Sweep(Joining));
    private static long s_last;

    // One in version 2. Of version 1: memory, number of processes and, where they are mounted, processor time, and turns of the processor: all members together
    // get those of one process, so that a fork bomb does not hold up whoever must end it.
    private readonly string[] _folders;
    private readonly bool _isNew;

    private ControlGroup(string[] folders, bool isNew) => (_folders, _isNew) = (folders, isNew);

    /// <summary>Files into which a process writes its own id to join.</summary>
    public IEnumerable<string> JoinFiles => _folders.Select(folder => Path.Combine(folder, Members));

    private string MemoryFolder => _folders[0];

    private string ProcessesFolder => _folders[_isNew ? 0 : 1];

    private string? TimeFolder => _isNew ? _folders[0] : _folders.ElementAtOrDefault(2);

    /// <summary>Makes a group; null where none can be made.</summary>
    /// <param name="limits">Of the program.</param>
    /// <param name="own">Processes of the sandbox itself, which are members too.</param>
    public static ControlGroup? TryCreate(SandboxLimits limits, int own)
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

            string memory = limits.Memory.ToString(CultureInfo.InvariantCulture);
            File.WriteAllText(Path.Combine(group.MemoryFolder, isNew ? "memory.max" : "memory.limit_in_bytes"), memory);
            File.WriteAllText(Path.Combine(group.ProcessesFolder, Bound), (limits.Processes + own).ToString(CultureInfo.InvariantCulture));
            if (isNew) WriteIfThere(Path.Combine(group.MemoryFolder, "memory.swap.max"), "0"); // else what is over the bound moves to the disk
            else WriteIfThere(Path.Combine(group.MemoryFolder, "memory.memsw.limit_in_bytes"), memory);
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
    /// <param name="patience">When to give up.</param>
    /// <returns>What the members used, and who did not go.</returns>
    public async Task<ControlGroupEnd> EndAsync(TimeSpan patience)
    {
        WriteIfThere(Path.Combine(ProcessesFolder, Bound), "0"); // nobody starts another while they are killed
        int[] left = await Leftovers.EndAsync(Inside, patience).ConfigureAwait(false);
        var end = new ControlGroupEnd(ProcessorTime(), PeakMemory(), IsMemoryExceeded(), IsNumberExceeded(), left);
        for (int attempt = 0; left.Length == 0 && !Remove() && attempt < 100; attempt++) // the kernel takes a moment after the last member
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System).ConfigureAwait(false);
        return end;
    }

    /// <summary>Removes the group if it has no members.</summary>
    public bool Remove()
    {
        bool gone = true;
        foreach (string folder in _folders) gone &= TryDelete(folder);
        return gone;
    }

    private int[] Inside() =>
    [
        .. _folders.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            .SelectMany(folder => Lines(Path.Combine(folder, Members)))
            .Select(line => int.TryParse(line, CultureInfo.InvariantCulture, out int id) ? id : 0).Where(id => id > 0).Distinct(),
    ];

    private TimeSpan? ProcessorTime()
    {
        if (TimeFolder is null) return null;
        return _isNew
            ? Value(Path.Combine(TimeFolder, "cpu.stat"), "usage_usec ") is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null
            : Value(Path.Combine(TimeFolder, "cpuacct.usage"), "") is { } nanoseconds ? TimeSpan.FromMicroseconds(nanoseconds / 1_000) : null;
    }

    private long? PeakMemory() => Value(Path.Combine(MemoryFolder, _isNew ? "memory.peak" : "memory.max_usage_in_bytes"), "");

    private bool IsMemoryExceeded() => Value(Path.Combine(MemoryFolder, _isNew ? "memory.events" : "memory.oom_control"), "oom_kill ") > 0;

    private bool IsNumberExceeded() => Value(Path.Combine(ProcessesFolder, "pids.events"), "max ") > 0;

    private static string[] Parents(out bool isNew)
    {
        isNew = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        if (isNew) return [Root];
        string[] further = [Path.Combine(Root, "cpuacct"), Path.Combine(Root, "cpu")];
        return [Path.Combine(Root, "memory"), Path.Combine(Root, "pids"), .. further.Where(Directory.Exists)];
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

    private static void WriteIfThere(string file, string text)
    {
        try
        {
            if (File.Exists(file)) File.WriteAllText(file, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return; // an addition: the bounds that must hold are written without this
        }
    }

    private static long? Value(string file, string name) =>
        Lines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        && long.TryParse(line.AsSpan(name.Length), CultureInfo.InvariantCulture, out long value) ? value : null;

    private static string[] Lines(string file)
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
