using System.Diagnostics;
using System.Globalization;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Bench;

/// <summary>What the sandbox costs: a shell that does nothing, and a C# candidate that does nothing, from its source to its numbers; and whether harm holds it up.</summary>
internal sealed class SandboxBench : IBench
{
    private const int Rounds = 31;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400); // the pool fills while a model would think

    public string Name => "sandbox";

    public string About => "milliseconds for a program that does nothing: a shell, and a C# candidate compiled and run; honest programs before and after hostile ones";

    public int Run(string[] args)
    {
        MeasureAsync().GetAwaiter().GetResult();
        return 0;
    }

    private static async Task MeasureAsync()
    {
        ProcessSandbox sandbox = await ProcessSandbox.DetectAsync();
        Console.WriteLine(sandbox.Strength.Mechanism);
        var shell = new List<double>();
        for (int i = 0; i < Rounds; i++) shell.Add(await TimeAsync(() => sandbox.RunAsync(new SandboxRequest(["/bin/true"]), CancellationToken.None)));
        Print("a program of the system", shell);
        await using var candidates = new CSharpCandidates(sandbox, new CSharpCandidatesOptions());
        await candidates.WarmAsync(CancellationToken.None);
        var csharp = new List<double>();
        for (int i = 0; i < Rounds; i++)
        {
            await Task.Delay(Pause);
            string source = string.Create(CultureInfo.InvariantCulture, $"static class Candidate {{ static double[,] Run() => new double[,] {{ {{ {i} }} }}; }}");
            csharp.Add(await TimeAsync(() => candidates.RunAsync(source, CancellationToken.None)));
        }

        Print("a C# candidate", csharp.Skip(1));
        if (sandbox.Strength.IsStrong) await HostileLoad.MeasureAsync(sandbox);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-26} {sorted[sorted.Length / 2],7:F1} ms   [{sorted[0]:F1}, {sorted[^1]:F1}]"));
    }
}
