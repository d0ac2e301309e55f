using System.CommandLine;

namespace Extropy.Cli.Hosting;

/// <summary>Flags that every command has.</summary>
internal static class CommonFlags
{
    /// <summary>Decides all chance.</summary>
    public static Option<long?> Seed { get; } = Flags.Whole("--seed", "N", "decides all chance; same seed, same result (default 1)", 0, long.MaxValue);

    /// <summary>One JSON object instead of a page.</summary>
    public static Option<bool> Json { get; } = Flags.Switch("--json", "one JSON object: result (byte for byte stable) and measured");

    /// <summary>Degree of parallelism.</summary>
    public static Option<long?> Workers { get; } = Flags.Whole("--workers", "N", "threads to use; never changes a result (default: all cores)", 1, 1024);
}
