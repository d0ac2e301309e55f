using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome;

/// <summary>
/// Describes a genome: how often each operation occurs, and, for every parameter of every step, one of 64 entries chosen by the operation, the parameter
/// and the sixteenth of its range in which the value lies.
/// </summary>
/// <param name="problem">Whose genomes.</param>
public sealed class GenomeFingerprint(IOpenProblem problem) : IFingerprint
{
    private const int Slots = 64;
    private const int Levels = 16;
    private const uint Prime = 16_777_619;
    private readonly GenomeWorld _world = GenomeWorld.For(problem);

    /// <inheritdoc/>
    public Fingerprint Of(IReadOnlyList<Part> parts)
    {
        if (parts.Count != 1 || GenomeText.TryRead(parts[0].Text, _world, out ImmutableArray<GenomeStep> steps) is not null) return Fingerprint.None;
        Span<double> entries = stackalloc double[GenomeOperations.All.Length + Slots];
        entries.Clear();
        foreach (GenomeStep step in steps)
        {
            entries[(int)step.Kind]++;
            for (int i = 0; i < step.Values.Length; i++)
            {
                int level = Math.Min(Levels - 1, (int)(Levels * step.Operation.Parameters[i].Place(step.Values[i])));
                uint hash = (((((uint)step.Kind + 1) * Prime) ^ (uint)i) * Prime) ^ (uint)level;
                hash = (hash * Prime) ^ (hash >> 15);
                entries[GenomeOperations.All.Length + (int)(hash % Slots)] += (hash & 0x4000_0000) != 0 ? 1 : -1;
            }
        }

        return Fingerprint.Of(entries);
    }
}
