using System.Collections.Immutable;
using Extropy.Core.Chance;

namespace Extropy.Evolution.Genome.Language;

/// <summary>Draws genomes and steps at random.</summary>
/// <param name="following">What may follow the seed.</param>
internal sealed class GenomePrior(ImmutableArray<GenomeOperation> following)
{
    private const int MostDrawn = 8; // longer genomes come about by recombination

    /// <summary>A fresh genome: a seed and 2 to 7 steps.</summary>
    public ImmutableArray<GenomeStep> Genome(ref Draws draws)
    {
        int length = draws.NextInt(GenomeText.Least, MostDrawn + 1);
        var steps = ImmutableArray.CreateBuilder<GenomeStep>(length);
        steps.Add(Draw(GenomeOperations.Of(OperationKind.Seed), ref draws));
        while (steps.Count < length) steps.Add(Step(ref draws));
        return steps.MoveToImmutable();
    }

    /// <summary>A step that may follow the seed.</summary>
    public GenomeStep Step(ref Draws draws) => Draw(following[draws.NextInt(following.Length)], ref draws);

    private static GenomeStep Draw(GenomeOperation operation, ref Draws draws)
    {
        var values = new double[operation.Parameters.Length];
        for (int i = 0; i < values.Length; i++) values[i] = operation.Parameters[i].Draw(ref draws);
        return new GenomeStep(operation.Kind, [.. values]);
    }
}
