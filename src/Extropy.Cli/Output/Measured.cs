using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;

namespace Extropy.Cli.Output;

/// <summary>The part of a JSON answer that may differ between two runs.</summary>
internal static class Measured
{
    /// <summary>Time, workers and machine.</summary>
    public static JsonObject Of(Invocation invocation) => new()
    {
        ["elapsedSeconds"] = Math.Round(invocation.Elapsed.TotalSeconds, 3),
        ["workers"] = invocation.Workers,
        ["machine"] = new JsonObject
        {
            ["cores"] = Environment.ProcessorCount,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.RuntimeIdentifier,
            ["instructions"] = Simd.InUse,
        },
    };
}
