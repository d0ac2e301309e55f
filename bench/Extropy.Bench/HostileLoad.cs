using System.Diagnostics;
using System.Globalization;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;
using Extropy.Evolution.Tests.Sandbox;

namespace Extropy.Bench;

/// <summary>
/// Every shell script and every C# candidate that tries to do harm, one after the other: how many are contained, whether a file outside that everybody may change is as
/// it was, and how many honest programs a second are served before and right after them.
/// </summary>
internal static class HostileLoad
{
    private const string Alive = "alive";
    private const int Nobody = 9; // the discard port: nobody listens
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private static readonly SandboxLimits Limits = new()
    {
        Wall = TimeSpan.FromSeconds(1), Processor = TimeSpan.FromSeconds(1), Memory = 256L << 20, Processes = 64, Scratch = 4L << 20, Output = 64L << 10,
    };

    /// <summary>Runs them and prints.</summary>
    public static async Task MeasureAsync(ISandbox sandbox)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("extropy-canary-");
        string canary = Path.Combine(folder.FullName, "canary");
        await File.WriteAllTextAsync(canary, Alive);
        if (!OperatingSystem.IsWindows())
            foreach (string open in new[] { folder.FullName, canary }) File.SetUnixFileMode(open, (UnixFileMode)0x1FF); // rwxrwxrwx: rights shall not be what protects it
        try
        {
            int before = await ServedAsync(sandbox);
            long start = Stopwatch.GetTimestamp();
            (int programs, int escaped, string ends) = await ShellAsync(sandbox, canary);
            (int candidates, int outside) = await CSharpAsync(sandbox, canary);
            TimeSpan all = Stopwatch.GetElapsedTime(start);
            int after = await ServedAsync(sandbox);
            bool isIntact = await File.ReadAllTextAsync(canary) == Alive && folder.GetFileSystemInfos().Length == 1;
            Say($"{programs + candidates} hostile programs in {all.TotalSeconds:F1} s: {programs + candidates - escaped - outside} contained, {escaped + outside} escaped; {programs} scripts ended {ends}; {candidates} C# candidates");
            Say($"the folder outside that everybody may write: {(isIntact ? "as it was" : "CHANGED")}");
            Say($"honest programs served in one second: {before} before, {after} right after");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Programs, int Escaped, string Ends)> ShellAsync(ISandbox sandbox, string canary)
    {
        var ends = new SortedDictionary<SandboxEnd, int>();
        int escaped = 0;
        foreach (string script in HostilePrograms.Shell.Values)
        {
            var request = new SandboxRequest(["/bin/sh", "-c", $"PORT={Nobody}; CANARY={canary}; ENGINE={Environment.ProcessId}; {script}"]) { Limits = Limits };
            SandboxResult result = await sandbox.RunAsync(request, CancellationToken.None);
            ends[result.End] = ends.GetValueOrDefault(result.End) + 1;
            if (result.OutputText.Contains(HostilePrograms.Escaped, StringComparison.Ordinal)) escaped++;
        }

        return (HostilePrograms.Shell.Count, escaped, string.Join(", ", ends.Select(end => $"{end.Key} {end.Value}")));
    }

    private static async Task<(int Candidates, int Escaped)> CSharpAsync(ISandbox sandbox, string canary)
    {
        await using var candidates = new CSharpCandidates(sandbox, new CSharpCandidatesOptions { Limits = Limits, IsNarrow = false, CompileTime = TimeSpan.FromSeconds(5) });
        await candidates.WarmAsync(CancellationToken.None);
        string[] sources = [.. HostilePrograms.CSharp.Values.Select(body => HostilePrograms.Candidate(body, Nobody, Environment.ProcessId, canary)), .. HostilePrograms.Sources.Values];
        int escaped = 0;
        foreach (string source in sources)
        {
            CandidateAnswer answer = await candidates.RunAsync(source, CancellationToken.None);
            if (answer.Layout is { Rows: 1, Columns: 1 } layout && layout[0, 0] == HostilePrograms.EscapedNumber) escaped++;
        }

        return (sources.Length, escaped);
    }

    private static async Task<int> ServedAsync(ISandbox sandbox)
    {
        int served = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Window; served++) await sandbox.RunAsync(new SandboxRequest(["/bin/true"]), CancellationToken.None);
        return served;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
