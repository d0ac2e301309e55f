using Extropy.Core.Identity;

namespace Extropy.Search.Contracts;

/// <summary>
/// One unit of search: a paragraph, an agent turn or an edit. Immutable and shared between all trajectories that contain it.
/// Two steps are equal when their texts are.
/// </summary>
public sealed class Step : IEquatable<Step>
{
    private int _hash; // 0 until asked for: pools look the same step up many times
    private ulong _fingerprint; // likewise

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

    /// <summary>Half of the identity of text, end and token ids; never 0. Computed once: requests are digested step by step.</summary>
    internal ulong Fingerprint
    {
        get
        {
            ulong known = Volatile.Read(ref _fingerprint);
            if (known != 0) return known;
            using var builder = new DigestBuilder();
            builder.Add(Text).Add(EndsTrajectory).Add(Tokens is { Ids.IsDefault: false } tokens ? tokens.Ids.AsSpan() : []);
            known = builder.Build().High | 1;
            Volatile.Write(ref _fingerprint, known);
            return known;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Step? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Step);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = HashOf(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>FNV-1a over the UTF-16 units (Fowler, Noll and Vo 1991): equal in every process; never 0.</summary>
    private static int HashOf(string text)
    {
        uint hash = 2166136261;
        foreach (char unit in text) hash = (hash ^ unit) * 16777619;
        return hash == 0 ? 1 : unchecked((int)hash);
    }
}
