using System.Text.Json.Serialization;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>How a reward function judges: by a rule, against the right answer.</summary>
internal sealed class VerlRewardModel
{
    [JsonPropertyName("style")]
    public string? Style { get; set; }

    [JsonPropertyName("ground_truth")]
    public string? GroundTruth { get; set; }
}
