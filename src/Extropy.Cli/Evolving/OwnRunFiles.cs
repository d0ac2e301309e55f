using System.Text;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Own;
using Extropy.Runs.Store;

namespace Extropy.Cli.Evolving;

/// <summary>What a run keeps of a problem of one's own: copies of its files, their digests, and the best candidate as a file.</summary>
internal static class OwnRunFiles
{
    private const string Folder = "problem";
    private const string Prefix = "file ";

    /// <summary>The digest of each file, among the run's options.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Options(OwnProblem problem) =>
        problem.Files.Select(file => KeyValuePair.Create(Prefix + file.Name, file.Identity.ToString()));

    /// <summary>Makes sure that a run is gone on with by the files that it began with.</summary>
    /// <exception cref="BadInputException">A file has changed, or is gone.</exception>
    public static void RequireSame(RunManifest manifest, OwnProblem problem)
    {
        Dictionary<string, string> now = new(Options(problem), StringComparer.Ordinal);
        foreach ((string name, string digest) in manifest.Options.Where(option => option.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (now.GetValueOrDefault(name) == digest) continue;
            throw new BadInputException($"{name[Prefix.Length..]} has changed since run {manifest.Id} began, so its evaluations would not compare; put it back as it is in {Path.Combine(manifest.Id, Folder)} of the runs' folder, or begin a new run");
        }
    }

    /// <summary>Copies the problem's files into a run.</summary>
    public static void Keep(string run, OwnProblem problem)
    {
        foreach (OwnFile file in problem.Files)
        {
            string path = Path.Combine(run, Folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? run);
            File.WriteAllBytes(path, file.Content.AsSpan());
        }
    }

    /// <summary>The problem file of a run as it was kept; null where the run has none.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="typed">What was typed for the problem.</param>
    public static string? Kept(string run, string typed)
    {
        string path = Path.Combine(run, Folder, Path.GetFileName(typed));
        return File.Exists(path) ? path : null;
    }

    /// <summary>Writes the best candidate beside the run's record.</summary>
    /// <returns>The file's path.</returns>
    public static string WriteBest(string run, OwnProblem problem, Candidate best)
    {
        string path = Path.Combine(run, problem.Program is { } program ? $"best{Path.GetExtension(program.Edit)}" : "best.json");
        File.WriteAllText(path, best.Parts[0].Text, new UTF8Encoding(false));
        return path;
    }
}
