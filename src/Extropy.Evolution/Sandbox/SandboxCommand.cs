using System.Collections.Immutable;
using System.Globalization;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// Writes the command line of a sandboxed program, from outside to inside: join the control group, make namespaces, become a user without rights, set the
/// limits, run the program. Limits come after the user, because the kernel does not count the processes of root.
/// </summary>
internal static class SandboxCommand
{
    private const string Shell = "/bin/sh";
    private const int Spare = 16;

    // $1 files to join come first; then the rest is run in this very process.
    private const string Join = "n=$1; shift; while [ \"$n\" -gt 0 ]; do echo $$ > \"$1\" || exit 125; shift; n=$((n-1)); done; exec \"$@\"";

    private static readonly string[] SystemFolders = ["lib", "lib64", "lib32", "bin", "sbin"];

    /// <summary>The whole command line.</summary>
    /// <param name="tools">What there is.</param>
    /// <param name="isStrong">With namespaces; else with limits alone.</param>
    /// <param name="hold">Whom to become, which group to join, where to begin.</param>
    /// <param name="request">What to run.</param>
    public static List<string> Of(SandboxTools tools, bool isStrong, SandboxHold hold, SandboxRequest request)
    {
        List<string> line = [];
        if (hold.Group is not null)
        {
            string[] files = [.. hold.Group.JoinFiles];
            line.AddRange([Shell, "-c", Join, "sandbox", files.Length.ToString(CultureInfo.InvariantCulture), .. files]);
        }

        if (isStrong) line.AddRange(Namespaces(tools.Bubblewrap!, hold.User is null, request)); // strong: it is there
        if (hold.User is { } id) line.AddRange(User(tools.SetPrivileges!, id)); // a user is taken where it is there
        if (tools.Limits is { } limit) line.AddRange(Limits(limit, request.Limits, MostProcesses(request.Limits, isStrong, hold)));
        if (hold.Scratch is { } scratch) line.AddRange([Shell, "-c", "cd \"$1\" && shift && exec \"$@\"", "sandbox", scratch]);
        line.AddRange(request.Command);
        return line;
    }

    /// <summary>The environment of a program.</summary>
    /// <param name="home">Its folder.</param>
    /// <param name="request">What it asked for.</param>
    public static ImmutableSortedDictionary<string, string> Environment(string home, SandboxRequest request) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin", ["HOME"] = home, ["TMPDIR"] = home, ["LANG"] = "C.UTF-8" }
            .ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(request.Environment);

    private static List<string> Namespaces(string bubblewrap, bool asUser, SandboxRequest request)
    {
        List<string> line = [bubblewrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session"];
        if (asUser) line.AddRange(["--unshare-user", "--cap-drop", "ALL"]);
        line.AddRange(["--hostname", "sandbox", "--ro-bind", "/usr", "/usr"]);
        foreach (string folder in SystemFolders)
        {
            string path = "/" + folder;
            if (!Directory.Exists(path)) continue;
            line.AddRange(new DirectoryInfo(path).LinkTarget is { } target ? ["--symlink", target, path] : ["--ro-bind", path, path]);
        }

        line.AddRange(["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", Text(request.Limits.Scratch), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]);
        line.AddRange(["--perms", "0777", "--size", Text(request.Limits.Scratch), "--tmpfs", SandboxRequest.Scratch, "--symlink", SandboxRequest.Scratch, "/tmp"]);
        foreach (string folder in request.Mounts.SelectMany(mount => Parents(mount.Target)).Distinct(StringComparer.Ordinal)) line.AddRange(["--perms", "0755", "--dir", folder]);
        foreach (SandboxMount mount in request.Mounts) line.AddRange(["--ro-bind", mount.Source, mount.Target]);
        line.AddRange(["--remount-ro", "/", "--chdir", SandboxRequest.Scratch, "--clearenv"]);
        foreach ((string name, string value) in Environment(SandboxRequest.Scratch, request)) line.AddRange(["--setenv", name, value]);
        line.Add("--");
        return line;
    }

    // Outermost first; made by hand, because those that bubblewrap makes can be entered by root alone.
    private static IEnumerable<string> Parents(string target)
    {
        for (int slash = target.IndexOf('/', 1); slash > 0; slash = target.IndexOf('/', slash + 1)) yield return target[..slash];
    }

    private static string[] User(string become, uint id) =>
    [
        become, $"--reuid={id}", $"--regid={id}", "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--",
    ];

    // At the first bound the kernel asks to end, at the second it kills: so what was ended by it is told from what was killed.
    private static string[] Limits(string limit, SandboxLimits limits, int processes) =>
    [
        limit, $"--cpu={Text(Seconds(limits.Processor))}:{Text(Seconds(limits.Processor) + 1)}", $"--as={Text(limits.AddressSpace)}", $"--nproc={Text(processes)}",
        $"--nofile={Text(limits.OpenFiles)}", $"--fsize={Text(limits.Scratch)}", "--core=0", "--msgqueue=0", "--memlock=0", "--",
    ];

    // The kernel counts by user. A group counts exactly and says when it refuses, so it shall be the first to do so; and the threads of a user who does other
    // things too are not the program's.
    private static int MostProcesses(SandboxLimits limits, bool isStrong, SandboxHold hold) =>
        limits.Processes + (hold.Group is null ? 0 : Spare) + (isStrong || hold.User is not null ? 0 : Leftovers.ThreadsOfThisUser());

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
