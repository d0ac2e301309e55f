using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Search.Bes.Operators;

/// <summary>
/// y_{a,1:s} + σ_a with its step r replaced by step q of σ_b; r ~ U{1 … m_a}, q ~ U{1 … m_b}. Length t_a.
/// </summary>
public sealed class Translocation : IEvolutionOperator
{
    /// <inheritdoc/>
    public string Name => "translocation";

    /// <inheritdoc/>
    public int ParentCount => 2;

    /// <inheritdoc/>
    public string Guard => "both parents need steps after their common prefix";

    /// <inheritdoc/>
    public Trajectory? Apply(Trajectory a, Trajectory b, ref Draws draws)
    {
        int s = a.CommonPrefixLength(b);
        if (s == a.Length || s == b.Length) return null;
        int r = draws.NextInt(s, a.Length);
        int q = draws.NextInt(s, b.Length);
        return new Trajectory(a.Steps.SetItem(r, b.Steps[q]));
    }
}
