using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Extropy.Cli.Output;

/// <summary>
/// What <c>--json</c> prints: one object with <c>result</c>, equal byte for byte for equal inputs, and <c>measured</c>, which holds time
/// and machine and is never compared.
/// </summary>
internal static class JsonResult
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes the object and a line break.</summary>
    public static void Write(TextWriter writer, JsonNode result, JsonObject measured) =>
        writer.WriteLine(ToText(new JsonObject { ["result"] = result, ["measured"] = measured }));

    /// <summary>A node as indented text.</summary>
    public static string ToText(JsonNode node)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout)) node.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>A list of texts.</summary>
    public static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)JsonValue.Create(item))]);
}
