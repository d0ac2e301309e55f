using System.Text.Json;
using System.Text.Json.Serialization;

namespace Extropy.Runs.Store;

/// <summary>JSON form of the manifest, generated at build time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">Not a manifest.</exception>
    public static RunManifest Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Default.RunManifest) ?? throw new JsonException("The file says null.");

    /// <summary>Writes a manifest.</summary>
    public static byte[] Write(RunManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Default.RunManifest);
}
