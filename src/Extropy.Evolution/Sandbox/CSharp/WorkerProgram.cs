using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>How the worker, a small program of this project, is started inside the sandbox.</summary>
internal static class WorkerProgram
{
    private const string Name = "Extropy.Worker";
    private const string App = "/app";
    private const string Framework = "/dotnet";
    private static readonly string[] Files = [Name + ".dll", Name + ".runtimeconfig.json", "Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll"];

    /// <summary>The request that starts it.</summary>
    /// <param name="role"><c>compile</c> or <c>run</c>.</param>
    /// <param name="limits">What it may use; the managed heap gets three quarters of the memory.</param>
    /// <exception cref="ExtropyException">It does not lie beside this program.</exception>
    public static SandboxRequest In(string role, SandboxLimits limits)
    {
        string folder = AppContext.BaseDirectory;
        foreach (string file in Files)
            if (!File.Exists(Path.Combine(folder, file))) throw new ExtropyException($"{Path.Combine(folder, file)} is missing; the sandbox of C# candidates needs it. Build again.");
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new SandboxRequest([$"{Framework}/dotnet", "exec", $"{App}/{Name}.dll", role])
        {
            Mounts = [new(dotnet, Framework), .. Files.Select(file => new SandboxMount(Path.Combine(folder, file), $"{App}/{file}"))],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOTNET_EnableWriteXorExecute"] = "0", // maps a file larger than any limit on files
                ["DOTNET_EnableDiagnostics"] = "0",
                ["DOTNET_GCHeapHardLimit"] = (limits.Memory / 4 * 3).ToString("x", CultureInfo.InvariantCulture),
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
                ["DOTNET_TieredPGO"] = "0",
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Limits = limits,
        };
    }
}
