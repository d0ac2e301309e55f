using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Extropy.Cli.Evolving;

/// <summary>A recorded run of <c>evolve --json</c>, shipped with the program.</summary>
/// <param name="Problem">The problem's id.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Value">The certified value.</param>
/// <param name="Seconds">Time to that value, as measured then.</param>
internal sealed record RecordedEvolution(string Problem, long Seed, double Value, double Seconds)
{
    private const string Folder = "evolve/";

    /// <summary>Every recorded run whose certificate held.</summary>
    public static ImmutableArray<RecordedEvolution> All { get; } = Load();

    /// <summary>Reads what <c>evolve --json</c> printed; null where nothing was certified.</summary>
    /// <exception cref="JsonException">Not such an output.</exception>
    public static RecordedEvolution? Read(Stream json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement result = document.RootElement.GetProperty("result");
        if (result.GetProperty("certifiedValue") is not { ValueKind: JsonValueKind.Number } value || result.GetProperty("certificate").GetString() != "holds") return null;
        return new RecordedEvolution(
            result.GetProperty("problem").GetString()!, // written by us
            result.GetProperty("seed").GetInt64(),
            value.GetDouble(),
            document.RootElement.GetProperty("measured").GetProperty("secondsToBest").GetDouble());
    }

    private static ImmutableArray<RecordedEvolution> Load()
    {
        Assembly here = typeof(RecordedEvolution).Assembly;
        var all = ImmutableArray.CreateBuilder<RecordedEvolution>();
        foreach (string name in here.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = here.GetManifestResourceStream(name)!; // just listed
            if (Read(stream) is { } recorded) all.Add(recorded);
        }

        return all.ToImmutable();
    }
}
