using System.CommandLine;

namespace Extropy.Cli.Hosting;

/// <summary>One command being run: what was typed, where it writes, and when it must stop.</summary>
/// <param name="Parsed">What was typed.</param>
/// <param name="Host">Runs commands; knows what was typed and which run goes on.</param>
/// <param name="Time">The clock; for measurements, never for results.</param>
/// <param name="Cancellation">Ctrl-C or a termination signal.</param>
internal sealed record Invocation(ParseResult Parsed, CommandHost Host, TimeProvider Time, CancellationToken Cancellation)
{
    private readonly long _started = Time.GetTimestamp();

    /// <summary>How a person types the command here: <c>./extropy</c> from the launcher.</summary>
    public static string CommandName { get; } = Environment.GetEnvironmentVariable("EXTROPY_COMMAND") is { Length: > 0 } name ? name : "extropy";

    /// <summary>Where it writes.</summary>
    public Terminal Terminal => Host.Terminal;

    /// <summary>Decides all chance. Default 1.</summary>
    public long Seed => Parsed.GetValue(CommonFlags.Seed) ?? 1;

    /// <summary>One JSON object instead of a page.</summary>
    public bool Json => Parsed.GetValue(CommonFlags.Json);

    /// <summary>Degree of parallelism. Never changes a result.</summary>
    public int Workers => (int)(Parsed.GetValue(CommonFlags.Workers) ?? Environment.ProcessorCount);

    /// <summary>Time since the command began.</summary>
    public TimeSpan Elapsed => Time.GetElapsedTime(_started);

    /// <summary>The value of a flag or argument.</summary>
    public T? Get<T>(Option<T> flag) => Parsed.GetValue(flag);

    /// <summary>The value of an argument.</summary>
    public T? Get<T>(Argument<T> argument) => Parsed.GetValue(argument);

    /// <summary>True when the flag was typed.</summary>
    public bool Has(Option flag) => Parsed.GetResult(flag) is { Implicit: false };
}
