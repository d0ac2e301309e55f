using System.Collections.Immutable;
using System.Text;
using Extropy.Core.Text;

namespace Extropy.Evolution.Own;

/// <summary>The files of a problem while it is read: found beside the problem file, each once.</summary>
internal sealed class OwnFileList
{
    private const long MostBytes = 64L << 20;
    private const int MostFiles = 200;

    private static readonly string[] Scripts = [".py", ".sh", ".js", ".mjs", ".rb", ".pl", ".lua", ".r", ".jl", ".php"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly string _folder;
    private readonly List<string> _faults;
    private readonly List<OwnFile> _files = [];

    /// <param name="path">The problem file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="faults">Receives one clause for each fault.</param>
    public OwnFileList(string path, byte[] content, List<string> faults)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        _faults = faults;
        _files.Add(new OwnFile(Path.GetFileName(path), [.. content]));
    }

    /// <summary>All of them, the problem file first.</summary>
    public ImmutableArray<OwnFile> All => [.. _files];

    /// <summary>Adds a file that must be there.</summary>
    /// <param name="where">The member that names it.</param>
    /// <param name="name">As it stands there.</param>
    public void Add(string where, string name)
    {
        if (_files.Exists(file => file.Name == name)) return;
        if (Path.IsPathRooted(name) || name.Contains('\\') || name.Split('/').Any(step => step is "" or "." or ".."))
            _faults.Add($"'{where}' names '{name}'; files are named from the problem file's folder, inside it, without '..'");
        else if (!File.Exists(PathOf(name))) _faults.Add($"'{where}' names '{name}', which is not beside the problem file{Hint(name)}");
        else if (new FileInfo(PathOf(name)).Length > OwnFile.MostBytes) _faults.Add($"'{name}' is longer than {OwnFile.MostBytes >> 20} MiB");
        else if (_files.Count == MostFiles || _files.Sum(file => (long)file.Content.Length) + new FileInfo(PathOf(name)).Length > MostBytes)
            _faults.Add($"with '{name}' there are more than {MostFiles} files or {MostBytes >> 20} MiB");
        else _files.Add(new OwnFile(name, [.. File.ReadAllBytes(PathOf(name))]));
    }

    /// <summary>Adds what a command names: words that are files beside the problem, and words that look like scripts and must be.</summary>
    public void AddFromCommand(string where, ImmutableArray<string> command)
    {
        foreach (string word in command)
        {
            bool isInside = !Path.IsPathRooted(word) && !word.Split('/').Contains("..") && File.Exists(PathOf(word));
            if (isInside || IsScript(word)) Add(where, word);
        }
    }

    /// <summary>Whether a word of a command is meant as a file of the problem.</summary>
    public static bool IsScript(string word) =>
        !word.StartsWith('-') && !Path.IsPathRooted(word) && Scripts.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>A file as text; null where it is not among them or no UTF-8, which is noted.</summary>
    public string? TextOf(string name)
    {
        if (_files.Find(file => file.Name == name) is not { } file) return null;
        try
        {
            return Strict.GetString(file.Content.AsSpan());
        }
        catch (DecoderFallbackException)
        {
            _faults.Add($"'{name}' is no UTF-8 text");
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Hint(string name)
    {
        string folder = Path.GetDirectoryName(PathOf(name)) ?? _folder;
        if (!Directory.Exists(folder)) return "";
        string[] there = [.. Directory.EnumerateFiles(folder).Take(1000).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        IReadOnlyList<string> near = NearestNames.To(Path.GetFileName(name), there);
        return near.Count == 0 ? "" : $" ({string.Join(", ", near)} {(near.Count == 1 ? "is" : "are")})";
    }
}
