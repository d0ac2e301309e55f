using System.Text.Json.Serialization;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>A prompt with its answers, in the columns of verl's data sets and of its generation output.</summary>
internal sealed class VerlRow
{
    private const string Source = "extropy/";

    [JsonPropertyName("data_source")]
    public string? DataSource { get; set; }

    [JsonPropertyName("prompt")]
    public List<VerlMessage>? Prompt { get; set; }

    [JsonPropertyName("ability")]
    public string? Ability { get; set; }

    [JsonPropertyName("reward_model")]
    public VerlRewardModel? RewardModel { get; set; }

    [JsonPropertyName("extra_info")]
    public VerlExtraInfo? ExtraInfo { get; set; }

    [JsonPropertyName("responses")]
    public List<string>? Responses { get; set; }

    [JsonPropertyName("rewards")]
    public List<double>? Rewards { get; set; }

    [JsonPropertyName("sources")]
    public List<string>? Sources { get; set; }

    /// <summary>The row of a group.</summary>
    public static VerlRow Of(ExportedGroup group) => new()
    {
        DataSource = Source + group.Group.Problem.Task,
        Prompt = [new VerlMessage { Role = "user", Content = group.Lines[0].Prompt }],
        Ability = group.Group.Problem.Task,
        RewardModel = new VerlRewardModel { Style = "rule", GroundTruth = group.GroundTruth },
        ExtraInfo = new VerlExtraInfo { Split = "train", Index = group.Index, TraceId = group.Group.TraceId ?? "", Solved = group.Group.IsSolved },
        Responses = [.. group.Lines.Select(line => line.Completion)],
        Rewards = [.. group.Lines.Select(line => line.Reward)],
        Sources = [.. group.Lines.Select(line => line.Source)],
    };
}
