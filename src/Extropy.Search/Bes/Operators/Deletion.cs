using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Search.Bes.Operators;

/// <summary>Drops interior step l, l ~ U{2 … t − 1}: the first and the last step are protected. Length t − 1.</summary>
public sealed class Deletion : IEvolutionOperator
{
    /// <inheritdoc/>
    public string Name => "deletion";

    /// <inheritdoc/>
    public int ParentCount => 1;

    /// <inheritdoc/>
    public string Guard => "the parent needs three steps or more";

    /// <inheritdoc/>
    public Trajectory? Apply(Trajectory a, Trajectory b, ref Draws draws)
    {
        if (a.Length < 3) return null;
        return new Trajectory(a.Steps.RemoveAt(draws.NextInt(1, a.Length - 1)));
    }
}
