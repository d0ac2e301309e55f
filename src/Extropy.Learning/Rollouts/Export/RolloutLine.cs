using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Extropy.Core.Errors;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>One rollout as a line of an export: text for other trainers, tokens and flags from which the same batch can be made again.</summary>
public sealed record RolloutLine
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>The prompt's text.</summary>
    public required string Prompt { get; init; }

    /// <summary>The response's text, steps joined as the problem joins them.</summary>
    public required string Completion { get; init; }

    /// <summary>r in [0, 1].</summary>
    public required double Reward { get; init; }

    /// <summary>Index of the group, from 0.</summary>
    public required int Group { get; init; }

    /// <summary><c>sampled</c>, <c>searched</c> or <c>padded</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Identity of the search, or null.</summary>
    public string? TraceId { get; init; }

    /// <summary>Prompt and response.</summary>
    public ImmutableArray<int> Tokens { get; init; } = [];

    /// <summary>How many of them are the prompt's.</summary>
    public int PromptLength { get; init; }

    /// <summary>Where each step ends in <see cref="Tokens"/>.</summary>
    public ImmutableArray<int> StepEnds { get; init; } = [];

    /// <summary>Right and derived.</summary>
    public bool Solved { get; init; }

    /// <summary>The answer alone is right.</summary>
    public bool Right { get; init; }

    /// <summary>No false step.</summary>
    public bool Sound { get; init; }

    /// <summary>A limit cut it.</summary>
    public bool Truncated { get; init; }

    /// <summary>An ancestor was recombined.</summary>
    public bool Evolved { get; init; }

    /// <summary>Its tokens count in the loss.</summary>
    public bool Trained { get; init; } = true;

    /// <summary>Member of the group from which it branches, or −1.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>First token that it does not share with that member, or −1.</summary>
    public int BranchPosition { get; init; } = -1;

    /// <summary>The answer in canonical text, or null.</summary>
    public string? Answer { get; init; }

    /// <summary>Log-probabilities of the response's tokens as recorded, temperature 1; null where nothing was.</summary>
    public float[]? LpModel { get; init; }

    /// <summary>The same under the sampling distribution.</summary>
    public float[]? LpBehaviour { get; init; }

    /// <summary>Describes a rollout.</summary>
    internal static RolloutLine Of(RolloutGroup group, Rollout rollout, int index, string prompt, string completion) => new()
    {
        Prompt = prompt,
        Completion = completion,
        Reward = rollout.Reward,
        Group = index,
        Source = SourceName(rollout.Source),
        TraceId = group.TraceId,
        Tokens = rollout.Tokens,
        PromptLength = rollout.PromptLength,
        StepEnds = rollout.StepEnds,
        Solved = rollout.IsSolved,
        Right = rollout.IsRight,
        Sound = rollout.IsSound,
        Truncated = rollout.IsTruncated,
        Evolved = rollout.IsEvolved,
        Trained = rollout.IsTrained,
        Parent = rollout.Parent,
        BranchPosition = rollout.BranchPosition,
        Answer = rollout.Answer,
        LpModel = rollout.LpModel.IsEmpty ? null : [.. rollout.LpModel],
        LpBehaviour = rollout.LpBehaviour.IsEmpty ? null : [.. rollout.LpBehaviour],
    };

    /// <summary>The line, without a line break.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, Layout);

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="place">File and line, for people.</param>
    /// <exception cref="BadInputException">It is no rollout.</exception>
    internal static RolloutLine Read(string text, string place)
    {
        RolloutLine line;
        try
        {
            line = JsonSerializer.Deserialize<RolloutLine>(text, Layout) ?? throw new BadInputException($"{place}: no rollout; a line is one JSON object.");
        }
        catch (JsonException error)
        {
            throw new BadInputException($"{place}: not a rollout ({Reason(text, error)}); 'rollouts --format extropy' writes what is read here.");
        }

        line.Check(place);
        return line;
    }

    /// <summary>The rollout again.</summary>
    internal Rollout ToRollout() => new()
    {
        Tokens = Tokens,
        PromptLength = PromptLength,
        StepEnds = StepEnds,
        Reward = Reward,
        IsSolved = Solved,
        IsRight = Right,
        IsSound = Sound,
        IsTruncated = Truncated,
        IsEvolved = Evolved,
        IsTrained = Trained,
        Parent = Parent,
        BranchPosition = BranchPosition,
        Answer = Answer,
        Source = SourceOf(Source) ?? RolloutSource.Sampled, // checked when it was read
        LpModel = [.. LpModel ?? []],
        LpBehaviour = [.. LpBehaviour ?? []],
    };

    private void Check(string place)
    {
        int response = Tokens.IsDefault ? 0 : Tokens.Length - PromptLength;
        string? fault =
            PromptLength < 1 || response < 1 ? $"{(Tokens.IsDefault ? 0 : Tokens.Length)} tokens with {PromptLength} of the prompt are not a prompt and a response"
            : Tokens.Any(token => token < 0) ? "a token is negative"
            : !(Reward is >= 0 and <= 1) ? FormattableString.Invariant($"the reward {Reward} is not in [0, 1]")
            : Group < 0 ? $"the group {Group} is negative"
            : SourceOf(Source) is null ? "the source is none of sampled, searched, padded"
            : Parent < -1 || BranchPosition < -1 || BranchPosition > Tokens.Length ? "parent or branchPosition is out of range"
            : StepEnds.IsDefault || !IsAscending(PromptLength, Tokens.Length) ? "step ends do not ascend within the response"
            : LpModel is not null && LpModel.Length != response || LpBehaviour is not null && LpBehaviour.Length != response ? $"log-probabilities do not fit {response} response tokens"
            : null;
        if (fault is not null) throw new BadInputException($"{place}: {fault}.");
    }

    /// <summary>A cut line is no JSON; a line of another program is, but lacks keys or has them with other types.</summary>
    private static string Reason(string text, JsonException error)
    {
        if (error.Path is { Length: > 1 } path) return $"see {path}";
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? "prompt, completion, reward, group or source is missing" : "not a JSON object";
        }
        catch (JsonException)
        {
            return "not valid JSON; the line may be cut";
        }
    }

    private bool IsAscending(int from, int to)
    {
        int last = from;
        foreach (int end in StepEnds)
        {
            if (end <= last || end > to) return false;
            last = end;
        }

        return true;
    }

    private static string SourceName(RolloutSource source) => source switch
    {
        RolloutSource.Searched => "searched",
        RolloutSource.Padded => "padded",
        _ => "sampled",
    };

    private static RolloutSource? SourceOf(string name) => name switch
    {
        "sampled" => RolloutSource.Sampled,
        "searched" => RolloutSource.Searched,
        "padded" => RolloutSource.Padded,
        _ => null,
    };
}
