namespace Extropy.Evolution.Sandbox;

/// <summary>What of this machine a sandbox is made of; a program is null where it is not installed.</summary>
/// <param name="Bubblewrap">Makes namespaces.</param>
/// <param name="SetPrivileges">Changes the user.</param>
/// <param name="Limits">Sets limits of resources.</param>
internal sealed record SandboxTools(string? Bubblewrap, string? SetPrivileges, string? Limits)
{
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin"];

    /// <summary>Whether control groups are tried. Default true.</summary>
    public bool HasGroups { get; init; } = true;

    /// <summary>The folder in which a program without namespaces gets its own.</summary>
    public string Temporary { get; init; } = Path.GetTempPath();

    /// <summary>How long a killed process may take to go until that is an error.</summary>
    public TimeSpan Patience { get; init; } = Leftovers.Patience;

    /// <summary>Looks for them where the system keeps its programs, never in <c>PATH</c>.</summary>
    public static SandboxTools Find() => new(Find("bwrap"), Find("setpriv"), Find("prlimit"));

    /// <summary>Whether a program can be made another user: this process is root, and there is what changes it.</summary>
    public bool CanChangeUser => SetPrivileges is not null && Environment.IsPrivilegedProcess;

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
