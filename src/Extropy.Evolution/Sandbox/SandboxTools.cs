namespace Extropy.Evolution.Sandbox;

/// <summary>The programs of this machine that a sandbox is made of; null where one is not installed.</summary>
/// <param name="Bubblewrap">Makes namespaces.</param>
/// <param name="SetPrivileges">Changes the user.</param>
/// <param name="Limits">Sets limits of resources.</param>
internal sealed record SandboxTools(string? Bubblewrap, string? SetPrivileges, string? Limits)
{
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin"];

    /// <summary>Looks for them where the system keeps its programs, never in <c>PATH</c>.</summary>
    public static SandboxTools Find() => new(Find("bwrap"), Find("setpriv"), Find("prlimit"));

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
