using System.Text.Json.Serialization;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>One message of a chat.</summary>
internal sealed class VerlMessage
{
    [JsonPropertyName("role")]
    public string? Role { get; set; }

    [JsonPropertyName("content")]
    public string? Content { get; set; }
}
