using System.Collections.Immutable;

namespace Extropy.Search.Contracts;

/// <summary>An answer under construction: a list of steps, y₁ … y_t. Immutable; equal when its steps' texts are.</summary>
public sealed class Trajectory : IEquatable<Trajectory>
{
    private ulong _fingerprint;

    /// <summary>Creates a trajectory over existing steps.</summary>
    public Trajectory(ImmutableArray<Step> steps)
    {
        if (steps.IsDefault) throw new ArgumentException("Steps must not be a default array; use Trajectory.Empty.", nameof(steps));
        Steps = steps;
    }

    /// <summary>The trajectory without steps, where every search starts.</summary>
    public static Trajectory Empty { get; } = new([]);

    /// <summary>The steps in order.</summary>
    public ImmutableArray<Step> Steps { get; }

    /// <summary>t, the number of steps.</summary>
    public int Length => Steps.Length;

    /// <summary>True when the last step ended the answer.</summary>
    public bool IsEnded => Steps.Length > 0 && Steps[^1].EndsTrajectory;

    /// <summary>The fingerprints of all steps in order, mixed; never 0. Computed once.</summary>
    internal ulong Fingerprint
    {
        get
        {
            ulong known = Volatile.Read(ref _fingerprint);
            if (known != 0) return known;
            foreach (Step step in Steps) known = Fingerprints.Mix(known, step.Fingerprint);
            known |= 1;
            Volatile.Write(ref _fingerprint, known);
            return known;
        }
    }

    /// <summary>This trajectory followed by more steps.</summary>
    public Trajectory Append(ImmutableArray<Step> steps) => new(Steps.AddRange(steps));

    /// <summary>s: how many leading steps two trajectories share.</summary>
    public int CommonPrefixLength(Trajectory other)
    {
        int limit = Math.Min(Length, other.Length);
        int shared = 0;
        while (shared < limit && Steps[shared].Equals(other.Steps[shared])) shared++;
        return shared;
    }

    /// <summary>The steps' texts joined by a separator.</summary>
    public string ToText(string separator) => string.Join(separator, Steps.Select(step => step.Text));

    /// <inheritdoc/>
    public bool Equals(Trajectory? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Trajectory);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        uint hash = 2166136261;
        foreach (Step step in Steps) hash = unchecked((hash ^ (uint)step.GetHashCode()) * 16777619);
        return unchecked((int)hash);
    }
}
