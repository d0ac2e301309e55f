using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Search.Bes.Operators;

/// <summary>y_{a,1:s} + σ_a + σ_b: everything both parents say. Length t_a + t_b − s. Draws nothing.</summary>
public sealed class Combination : IEvolutionOperator
{
    /// <inheritdoc/>
    public string Name => "combination";

    /// <inheritdoc/>
    public int ParentCount => 2;

    /// <inheritdoc/>
    public string Guard => "both parents need steps after their common prefix";

    /// <inheritdoc/>
    public Trajectory? Apply(Trajectory a, Trajectory b, ref Draws draws)
    {
        int s = a.CommonPrefixLength(b);
        if (s == a.Length || s == b.Length) return null;
        return new Trajectory([.. a.Steps, .. b.Steps.AsSpan(s..)]);
    }
}
