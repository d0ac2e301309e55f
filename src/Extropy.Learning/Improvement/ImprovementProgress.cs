using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Learning.Objectives;
using Extropy.Learning.Training;

namespace Extropy.Learning.Improvement;

/// <summary>Where a run stands, beside its weights: what a checkpoint carries as JSON.</summary>
internal sealed record ImprovementProgress
{
    /// <summary>Updates made.</summary>
    public ImmutableArray<UpdateRow> Updates { get; init; } = [];

    /// <summary>Checks made.</summary>
    public ImmutableArray<ValidationRow> Validation { get; init; } = [];

    /// <summary>Position in the order of prompts.</summary>
    public long Position { get; init; }

    /// <summary>Tokens spent beyond the budget so far.</summary>
    public long Debt { get; init; }

    /// <summary>Writes it, with the states of the rule's methods.</summary>
    public byte[] ToFacts(UpdateRule rule) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["progress"] = JsonSerializer.SerializeToNode(this, Options),
        ["methods"] = new JsonArray([.. rule.Methods.Select(method => method.State?.Save())]),
    });

    /// <summary>Reads it back and restores the methods.</summary>
    public static ImprovementProgress Read(ReadOnlySpan<byte> facts, UpdateRule rule)
    {
        JsonNode root = JsonNode.Parse(facts) ?? throw new ExtropyException("The checkpoint has no progress.");
        JsonArray states = root["methods"]?.AsArray() ?? [];
        foreach ((IMethod method, JsonNode? state) in rule.Methods.Zip(states))
            if (state is not null) method.State?.Restore(state);
        return root["progress"].Deserialize<ImprovementProgress>(Options) ?? throw new ExtropyException("The checkpoint has no progress.");
    }

    private static JsonSerializerOptions Options { get; } = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
