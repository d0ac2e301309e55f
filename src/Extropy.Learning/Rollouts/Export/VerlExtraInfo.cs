using System.Text.Json.Serialization;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>What else a reward function is told.</summary>
internal sealed class VerlExtraInfo
{
    [JsonPropertyName("split")]
    public string? Split { get; set; }

    [JsonPropertyName("index")]
    public long Index { get; set; }

    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [JsonPropertyName("solved")]
    public bool Solved { get; set; }
}
