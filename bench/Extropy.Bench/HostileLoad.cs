using System.Diagnostics;
using System.Globalization;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Tests.Sandbox;

namespace Extropy.Bench;

/// <summary>A hundred programs that try to do harm, one after the other, and how many honest programs a second are served before and right after them.</summary>
internal static class HostileLoad
{
    private const int Programs = 100;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private static readonly SandboxLimits Limits = new()
    {
        Wall = TimeSpan.FromSeconds(1), Processor = TimeSpan.FromSeconds(1), Memory = 256L << 20, Processes = 64, Scratch = 4L << 20, Output = 64L << 10,
    };

    /// <summary>Runs them and prints.</summary>
    public static async Task MeasureAsync(ISandbox sandbox)
    {
        string[] scripts = [.. HostilePrograms.Shell.Values.Where(script => !script.Contains("CANARY", StringComparison.Ordinal))];
        int before = await ServedAsync(sandbox);
        var ends = new SortedDictionary<SandboxEnd, int>();
        int escaped = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Programs; i++)
        {
            SandboxResult result = await sandbox.RunAsync(new SandboxRequest(["/bin/sh", "-c", $"PORT=9; ENGINE={Environment.ProcessId}; {scripts[i % scripts.Length]}"]) { Limits = Limits }, CancellationToken.None);
            ends[result.End] = ends.GetValueOrDefault(result.End) + 1;
            if (result.OutputText.Contains(HostilePrograms.Escaped, StringComparison.Ordinal)) escaped++;
        }

        TimeSpan all = Stopwatch.GetElapsedTime(start);
        int after = await ServedAsync(sandbox);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Programs} hostile programs in {all.TotalSeconds:F1} s, {escaped} escaped: {string.Join(", ", ends.Select(end => $"{end.Key} {end.Value}"))}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"honest programs served in one second: {before} before, {after} right after"));
    }

    private static async Task<int> ServedAsync(ISandbox sandbox)
    {
        int served = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Window; served++) await sandbox.RunAsync(new SandboxRequest(["/bin/true"]), CancellationToken.None);
        return served;
    }
}
