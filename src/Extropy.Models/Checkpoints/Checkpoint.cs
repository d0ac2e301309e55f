using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>A model at rest: weights, shape and vocabulary.</summary>
/// <param name="Parameters">The weights; they carry the shape.</param>
/// <param name="Vocabulary">Name of the token codec it was trained with.</param>
public sealed record Checkpoint(ParameterSet Parameters, string Vocabulary)
{
    /// <summary>What was measured when it was made, as JSON for people and reports; or null.</summary>
    public string? Metrics { get; init; }

    /// <summary>The config.json that it was loaded with, or null: keys that say nothing of the shape are kept when it is saved.</summary>
    public string? SourceConfig { get; init; }
}
