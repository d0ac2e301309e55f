namespace Extropy.Search.Contracts;

/// <summary>
/// One unit of search: a paragraph, an agent turn or an edit. Immutable and shared between all trajectories that contain it.
/// Two steps are equal when their texts are.
/// </summary>
public sealed class Step : IEquatable<Step>
{
    /// <summary>Creates a step.</summary>
    /// <param name="text">Its text, without the separator.</param>
    /// <param name="endsTrajectory">True when the policy ended its answer here: nothing may follow.</param>
    /// <param name="tokens">Token-level facts, when the policy exposes them.</param>
    public Step(string text, bool endsTrajectory = false, StepTokens? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        EndsTrajectory = endsTrajectory;
        Tokens = tokens;
    }

    /// <summary>The text, without the separator.</summary>
    public string Text { get; }

    /// <summary>True when the policy ended its answer here: nothing may follow.</summary>
    public bool EndsTrajectory { get; }

    /// <summary>Token ids, log-probabilities and entropies, or null when the policy exposes none.</summary>
    public StepTokens? Tokens { get; }

    /// <inheritdoc/>
    public bool Equals(Step? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Step);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.Length == 0 ? 0 : HashCode.Combine(Text.Length, Text[0], Text[^1]);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
