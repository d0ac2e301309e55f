using Extropy.Core.Errors;

namespace Extropy.Evolution.Genome;

/// <summary>How genomes are evaluated.</summary>
public sealed record GenomeOptions
{
    /// <summary>Most objective evaluations of one genome when none are given.</summary>
    public const long DefaultUnits = 20_000;

    /// <summary>Most objective evaluations of one genome, at least 100.</summary>
    public long Units { get; init; } = DefaultUnits;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Out of range.</exception>
    public void Validate()
    {
        if (Units is < 100 or > 1_000_000_000) throw new BadInputException($"Genomes: {Units} units are not in [100, 1000000000].");
    }
}
