using System.Reflection;
using System.Text.Json;

namespace Extropy.Catalog.Systems;

/// <summary>The committed results of experiments: the files <c>docs/results/*.json</c>, carried inside this assembly.</summary>
public static class RecordedResults
{
    private const string Prefix = "results/";

    private static readonly Assembly Carrier = typeof(RecordedResults).Assembly;

    /// <summary>The recorded <c>result</c> object of an experiment as JSON text, or null when none is committed.</summary>
    public static string? Of(string experiment)
    {
        using Stream? stream = Carrier.GetManifestResourceStream($"{Prefix}{experiment.ToLowerInvariant()}.json");
        if (stream is null) return null;

        using var document = JsonDocument.Parse(stream);
        return document.RootElement.TryGetProperty("result", out JsonElement result) ? result.GetRawText() : null;
    }

    /// <summary>The recorded verdict, as <c>reproduce</c> prints it, or null.</summary>
    public static string? VerdictOf(string experiment)
    {
        if (Of(experiment) is not { } json) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("verdict", out JsonElement verdict) ? verdict.GetString() : null;
    }
}
