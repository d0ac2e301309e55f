using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Own;

/// <summary>A command of a problem as the sandbox runs it: names of the problem's files become the paths under which it shows them.</summary>
internal static class OwnCommand
{
    /// <summary>Where the sandbox shows the problem's files.</summary>
    public const string Problem = "/problem";

    /// <summary>Where it shows a candidate: its program's files, or what it gave.</summary>
    public const string Candidate = "/candidate";

    private const int MostThreads = 4;

    private static readonly string[] Programs = ["/usr/bin", "/bin"];

    /// <summary>Python as a candidate and an evaluator want it: the same order of sets and dictionaries every time, and nothing written beside the source.</summary>
    public static ImmutableSortedDictionary<string, string> Environment { get; } = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create("PYTHONHASHSEED", "0"), KeyValuePair.Create("PYTHONDONTWRITEBYTECODE", "1")]);

    /// <summary>The command with paths.</summary>
    /// <param name="command">As the problem file has it.</param>
    /// <param name="files">Names that are files.</param>
    /// <param name="folder">Where the sandbox shows them.</param>
    public static ImmutableArray<string> Of(ImmutableArray<string> command, IEnumerable<string> files, string folder)
    {
        HashSet<string> names = [.. files];
        return [.. command.Select(word => names.Contains(word) ? $"{folder}/{word}" : word)];
    }

    /// <summary>Makes sure that a command's program is there, as the sandbox will see it.</summary>
    /// <exception cref="BadInputException">It is not.</exception>
    public static void RequireProgram(string member, ImmutableArray<string> command, string folder)
    {
        string program = command[0];
        bool isOwn = program.StartsWith(folder + "/", StringComparison.Ordinal);
        if (!isOwn && !(program.StartsWith('/') ? IsShown(program) : Programs.Any(place => File.Exists(Path.Combine(place, program)))))
            throw new BadInputException($"'{member}' runs {program}, which is neither in /usr/bin, all that the sandbox shows of this machine's programs, nor among the problem's files; install it (eng/install-sandbox.sh installs python3), or name another program.");
    }

    /// <summary>What a program of the problem may use.</summary>
    public static SandboxLimits Limits(TimeSpan time, long output) => new()
    {
        Wall = time,
        Processor = TimeSpan.FromSeconds(Math.Ceiling(MostThreads * time.TotalSeconds) + 1), // wall time ends it first, unless it computes in many threads
        Memory = 1L << 30,
        Output = output,
    };

    private static bool IsShown(string path) => (path.StartsWith("/usr/", StringComparison.Ordinal) || path.StartsWith("/bin/", StringComparison.Ordinal)) && File.Exists(path);
}
