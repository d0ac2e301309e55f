using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Core.Errors;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>Puts a row together from its three columns, whatever the file format.</summary>
internal static class RowJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>A row of a JSONL file.</summary>
    /// <exception cref="BadInputException">Not a JSON object, or without a prompt.</exception>
    public static KkDataRow OfLine(long index, string line)
    {
        using JsonDocument document = Parse(line)
            ?? throw new BadInputException($"Row {index} is not JSON; every line must be one object with 'prompt', 'answer' and 'extra_info'.");
        JsonElement row = document.RootElement;
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("prompt", out JsonElement prompt) || Content(prompt) is not { } text)
            throw new BadInputException($"Row {index} has no prompt: a text, or chat messages with 'role' and 'content', is required.");
        return Of(index, text, Text(row, "answer"), Text(row, "extra_info"));
    }

    /// <summary>A row from its columns; answer and extra information are JSON texts or null, and ignored when they cannot be read.</summary>
    public static KkDataRow Of(long index, string text, string? answer, string? extra)
    {
        var row = new KkDataRow(index, text);
        using JsonDocument? answers = answer is null ? null : Parse(answer);
        if (answers is not null) row = row with { Solution = Solution(answers.RootElement) };
        using JsonDocument? extras = extra is null ? null : Parse(extra);
        if (extras is null || extras.RootElement.ValueKind != JsonValueKind.Object) return row;
        if (extras.RootElement.TryGetProperty("statements", out JsonElement statements))
            row = row with { Statements = StatementJson.ReadList(statements) };
        return row.Solution.IsDefault ? row with { Solution = Solution(extras.RootElement, "names", "solution") } : row;
    }

    /// <summary>The text of the last message by the user; of the last one when nobody is called so.</summary>
    public static string? Content(IEnumerable<(string? Role, string? Content)> messages)
    {
        string? last = null, byUser = null;
        foreach ((string? role, string? content) in messages)
        {
            last = content ?? last;
            if (role == "user") byUser = content ?? byUser;
        }

        return byUser ?? last;
    }

    private static string? Content(JsonElement prompt) => prompt.ValueKind switch
    {
        JsonValueKind.String => prompt.GetString(),
        JsonValueKind.Array => Content(prompt.EnumerateArray()
            .Where(message => message.ValueKind == JsonValueKind.Object)
            .Select(message => (Text(message, "role"), Text(message, "content")))),
        _ => null,
    };

    /// <summary>A member as text: a string as it is, anything else as JSON.</summary>
    private static string? Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    /// <summary><c>{"Alice": 1, "Bob": 0}</c></summary>
    private static ImmutableArray<(string Name, bool IsKnight)> Solution(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return default;
        var roles = ImmutableArray.CreateBuilder<(string Name, bool IsKnight)>();
        foreach (JsonProperty entry in json.EnumerateObject())
        {
            if (Role(entry.Value) is not { } isKnight) return default;
            roles.Add((entry.Name, isKnight));
        }

        return roles.ToImmutable();
    }

    private static ImmutableArray<(string Name, bool IsKnight)> Solution(JsonElement json, string names, string roles)
    {
        if (!json.TryGetProperty(names, out JsonElement people) || !json.TryGetProperty(roles, out JsonElement bits)) return default;
        if (people.ValueKind != JsonValueKind.Array || bits.ValueKind != JsonValueKind.Array) return default;
        var found = ImmutableArray.CreateBuilder<(string Name, bool IsKnight)>();
        foreach ((JsonElement name, JsonElement bit) in people.EnumerateArray().Zip(bits.EnumerateArray()))
        {
            if (name.ValueKind != JsonValueKind.String || Role(bit) is not { } isKnight) return default;
            found.Add((name.GetString() ?? "", isKnight));
        }

        return found.ToImmutable();
    }

    private static bool? Role(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt32(out int bit) && bit is 0 or 1 => bit == 1,
        _ => null,
    };

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            return null; // not valid UTF-16
        }
    }
}
