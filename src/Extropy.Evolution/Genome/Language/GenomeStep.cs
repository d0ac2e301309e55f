using System.Collections.Immutable;

namespace Extropy.Evolution.Genome.Language;

/// <summary>One step of a genome.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Values">One for each of its parameters, each in its range.</param>
internal sealed record GenomeStep(OperationKind Kind, ImmutableArray<double> Values)
{
    /// <summary>The operation.</summary>
    public GenomeOperation Operation => GenomeOperations.Of(Kind);

    /// <summary>Equal value by value.</summary>
    public bool Equals(GenomeStep? other) => other is not null && Kind == other.Kind && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <summary>Consistent with <see cref="Equals(GenomeStep)"/>.</summary>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Kind);
        foreach (double value in Values) hash.Add(value);
        return hash.ToHashCode();
    }
}
