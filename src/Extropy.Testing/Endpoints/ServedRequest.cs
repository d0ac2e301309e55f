using System.Text.Json.Nodes;

namespace Extropy.Testing.Endpoints;

/// <summary>What a client sent to a <see cref="ModelServer"/>.</summary>
/// <param name="Number">Its place among all requests, from 0.</param>
/// <param name="Path">The path asked for.</param>
/// <param name="Headers">The headers, names in lower case.</param>
/// <param name="Body">The body; an empty object when it is not one.</param>
public sealed record ServedRequest(int Number, string Path, IReadOnlyDictionary<string, string> Headers, JsonObject Body)
{
    /// <summary>The model asked for.</summary>
    public string Model => (string?)Body["model"] ?? "";

    /// <summary>Shape [turns], the conversation's texts, oldest first; the prompt of a text completion as the only one.</summary>
    public IReadOnlyList<string> Turns => Body["messages"] is JsonArray messages
        ? [.. messages.Select(message => TextOf(message?["content"]))]
        : [(string?)Body["prompt"] ?? ""];

    /// <summary>The key under which the call is made, or null.</summary>
    public string? IdempotencyKey => Headers.GetValueOrDefault("idempotency-key");

    /// <summary>The text of a message: a string, or a list of parts.</summary>
    private static string TextOf(JsonNode? content) => content switch
    {
        JsonValue text => (string?)text ?? "",
        JsonArray parts => string.Concat(parts.Select(part => (string?)part?["text"] ?? "")),
        _ => "",
    };
}
