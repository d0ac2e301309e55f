using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome;

/// <summary>Proposes genomes of the construction language, without any model: every kind of patch is a rule over steps.</summary>
/// <param name="problem">The problem.</param>
public sealed class GenomeProposer(IOpenProblem problem) : IProposer
{
    private readonly GenomeWorld _world = GenomeWorld.For(problem);
    private readonly GenomePatches _patches = new(new GenomePrior(GenomeOperations.In(GenomeWorld.For(problem))));

    /// <inheritdoc/>
    public string Name => "genome";

    /// <inheritdoc/>
    public bool IsPaid => false;

    /// <inheritdoc/>
    public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Draws draws = request.Chance.At(0);
        ImmutableArray<GenomeStep> steps = Steps(request, ref draws);
        return ValueTask.FromResult(Proposal.Of(new Part(Part.Genome, GenomeText.Write(steps))) with { Note = PatchKinds.NameOf(request.Patch) });
    }

    private ImmutableArray<GenomeStep> Steps(ProposalRequest request, ref Draws draws)
    {
        if (request.Patch is PatchKind.Seed or PatchKind.Full || request.Parent is null) return _patches.Full(ref draws);
        ImmutableArray<GenomeStep> parent = Read(request.Parent);
        return request.Patch switch
        {
            PatchKind.Diff => _patches.Diff(parent, ref draws),
            PatchKind.Ablate => GenomePatches.Ablate(parent, request.Banned.Select(Read), ref draws),
            PatchKind.Combine => GenomePatches.Combine(parent, request.Donors.Select(Read), ref draws),
            PatchKind.Translocate => GenomePatches.Translocate(parent, Read(request.Donors[^1]), ref draws),
            _ => GenomePatches.Cross(parent, Read(request.Donors[^1]), ref draws),
        };
    }

    // Only correct candidates become parents, and only genomes that can be read are correct.
    private ImmutableArray<GenomeStep> Read(Candidate candidate) =>
        GenomeText.TryRead(candidate.Parts[0].Text, _world, out ImmutableArray<GenomeStep> steps) is { } fault
            ? throw new ArgumentException($"A parent is no genome: {fault}", nameof(candidate)) : steps;
}
