using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Search.Bes.Operators;

/// <summary>
/// y_{a,1:s} + the first i steps of σ_a + σ_b from its step j + 1 on; i ~ U{0 … m_a}, j ~ U{0 … m_b − 1}. Length s + i + (m_b − j).
/// </summary>
public sealed class Crossover : IEvolutionOperator
{
    /// <inheritdoc/>
    public string Name => "crossover";

    /// <inheritdoc/>
    public int ParentCount => 2;

    /// <inheritdoc/>
    public string Guard => "both parents need steps after their common prefix";

    /// <inheritdoc/>
    public Trajectory? Apply(Trajectory a, Trajectory b, ref Draws draws)
    {
        int s = a.CommonPrefixLength(b);
        if (s == a.Length || s == b.Length) return null;
        int i = draws.NextInt(a.Length - s + 1);
        int j = draws.NextInt(b.Length - s);
        return new Trajectory([.. a.Steps.AsSpan(..(s + i)), .. b.Steps.AsSpan((s + j)..)]);
    }
}
