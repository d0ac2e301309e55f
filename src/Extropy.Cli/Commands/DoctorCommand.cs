using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Models;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Core.Errors;
using Extropy.Evolution.Sandbox;
using Extropy.Models.Checkpoints;
using Extropy.Providers.Endpoints;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy doctor</c>: whether everything is here that the other commands need.</summary>
internal static class DoctorCommand
{
    private static readonly string[] TensorLibraries = ["torch", "libtorch", "onnxruntime", "mkl", "openblas", "cublas", "tensorflow"];

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("doctor", "check that everything needed is here and in order");
        var endpoint = new EndpointFlags();
        endpoint.AddTo(command);
        host.Handle(command, invocation => RunAsync(invocation, endpoint.Read(invocation.Parsed)));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, EndpointOptions? endpoint)
    {
        List<Finding> findings = [Runtime(), Instructions(), Cores(), Memory(), Runs(), Model(), NativeLibraries(), await SandboxAsync(), Key()];
        if (endpoint is not null)
        {
            (bool isFine, string found) = await EndpointCheck.AskAsync(endpoint, invocation.Time, invocation.Cancellation);
            findings.Add(new("endpoint", isFine, found));
        }

        bool healthy = findings.TrueForAll(finding => finding.IsFine);
        if (invocation.Json)
        {
            var result = new JsonObject { ["healthy"] = healthy };
            foreach (Finding finding in findings) result[finding.Name] = new JsonObject { ["fine"] = finding.IsFine, ["found"] = finding.Found };
            JsonResult.Write(invocation.Terminal.Out, result, Measured.Of(invocation));
            return healthy ? ExitCode.Done : ExitCode.Failed;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (Finding finding in findings)
            grid.AddRow(finding.IsFine ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(finding.Name), Markup.Escape(finding.Found));
        page.Write(grid);
        page.WriteLine();
        page.MarkupLine(healthy ? "[green]All is well.[/]" : "[red]Something needs attention.[/]");
        return healthy ? ExitCode.Done : ExitCode.Failed;
    }

    private static Finding Runtime() => new("runtime", Environment.Version.Major >= 10, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");

    private static Finding Instructions() => new("instructions", true, Simd.InUse);

    private static Finding Cores() => new("cores", true, Durations.Count(Environment.ProcessorCount));

    private static Finding Memory()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        return new("memory", memory.TotalAvailableMemoryBytes > 256L << 20, $"{Durations.Bytes(memory.TotalAvailableMemoryBytes)} available to this process");
    }

    private static Finding Runs()
    {
        string home = Environment.GetEnvironmentVariable("EXTROPY_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.CurrentDirectory, "runs");
        try
        {
            Directory.CreateDirectory(home);
            string probe = Path.Combine(home, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            long free = new DriveInfo(Path.GetFullPath(home)).AvailableFreeSpace;
            return new("runs", true, $"{home}, writable, {Durations.Bytes(free)} free");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new("runs", false, $"{home} cannot be written ({fault.Message}); set EXTROPY_HOME to a folder that can");
        }
    }

    private static Finding Model()
    {
        try
        {
            string folder = ShippedModel.Find(KkSetup.Name, given: null);
            Checkpoint checkpoint = CheckpointDirectory.Load(folder);
            string weights = WeightsDigest.Of(checkpoint.Parameters, checkpoint.Vocabulary).ToString();
            return new("model", checkpoint.Vocabulary == KkCodec.Shared.Name, $"{folder}, {Durations.Count(checkpoint.Parameters.Values.Length)} parameters, weights {weights}");
        }
        catch (ExtropyException fault)
        {
            return new("model", false, fault.Message);
        }
    }

    // Where it is weak, code of strangers is refused; all else works.
    private static async Task<Finding> SandboxAsync()
    {
        SandboxStrength strength = (await ProcessSandbox.DetectAsync()).Strength;
        (string Name, bool Holds)[] claims =
        [
            ("network cut", strength.IsNetworkCut), ("files hidden", strength.AreFilesHidden), ("processes hidden", strength.AreProcessesHidden),
            ("memory bound together", strength.IsMemoryBound), ("another user", strength.IsOtherUser),
        ];
        string held = string.Join(", ", claims.Where(claim => claim.Holds).Select(claim => claim.Name));
        string[] missing = [.. claims.Where(claim => !claim.Holds).Select(claim => claim.Name)];
        string found = $"{strength.Mechanism}: {(held.Length > 0 ? held : "nothing holds")}";
        if (missing.Length > 0) found += $"; not: {string.Join(", ", missing)}";
        if (!strength.IsStrong) found += ". Code written by models is refused here";
        return new("sandbox", true, strength.Missing.IsEmpty ? found : $"{found}. {string.Join(' ', strength.Missing)}");
    }

    private static Finding NativeLibraries()
    {
        using var self = Process.GetCurrentProcess();
        string[] found =
        [
            .. self.Modules.Cast<ProcessModule>().Select(module => module.ModuleName)
                .Where(module => TensorLibraries.Any(library => module.Contains(library, StringComparison.OrdinalIgnoreCase))),
        ];
        return found.Length == 0
            ? new("native tensors", true, "no native tensor library is loaded; all models run in managed code")
            : new("native tensors", false, $"loaded: {string.Join(", ", found)}");
    }

    private static Finding Key()
    {
        (bool isFine, string found) = EndpointCheck.Key();
        return new("key", isFine, found);
    }

    private sealed record Finding(string Name, bool IsFine, string Found);
}
