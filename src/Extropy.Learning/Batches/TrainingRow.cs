using System.Runtime.InteropServices;

namespace Extropy.Learning.Batches;

/// <summary>One row under construction: tokens, how much each counts as a target, and which are watched. Not thread-safe.</summary>
public sealed class TrainingRow
{
    private readonly List<int> _tokens = [];
    private readonly List<float> _weights = [];
    private readonly List<bool> _probes = [];

    /// <summary>How many tokens.</summary>
    public int Length => _tokens.Count;

    /// <summary>Shape [length].</summary>
    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>Shape [length]: weight of each token as a target; the first is never one.</summary>
    public ReadOnlySpan<float> Weights => CollectionsMarshal.AsSpan(_weights);

    /// <summary>Shape [length]: whether the token's accuracy is watched.</summary>
    public ReadOnlySpan<bool> Probes => CollectionsMarshal.AsSpan(_probes);

    /// <summary>Empties the row.</summary>
    public void Clear() => Truncate(0);

    /// <summary>Adds a token.</summary>
    /// <param name="token">Its id.</param>
    /// <param name="weight">How much it counts as a target, not negative; 0 for what is given.</param>
    /// <param name="isProbe">Whether its accuracy is watched.</param>
    public void Add(int token, float weight, bool isProbe = false)
    {
        _tokens.Add(token);
        _weights.Add(weight);
        _probes.Add(isProbe);
    }

    /// <summary>Keeps the first <paramref name="length"/> tokens.</summary>
    public void Truncate(int length)
    {
        if (length >= Length) return;
        CollectionsMarshal.SetCount(_tokens, length);
        CollectionsMarshal.SetCount(_weights, length);
        CollectionsMarshal.SetCount(_probes, length);
    }
}
