using System.Runtime.InteropServices;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Vector;

/// <summary>Proposes tables of numbers: every kind of patch is a rule over rows and numbers. A function of the request.</summary>
internal sealed class VectorProposer(VectorSpace space) : IProposer
{
    private const double NewShare = 0.1;

    /// <inheritdoc/>
    public string Name => VectorSetting.Name;

    /// <inheritdoc/>
    public bool IsPaid => false;

    /// <inheritdoc/>
    public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Draws draws = request.Chance.At(0);
        double[]? parent = request.Parent is { } known ? space.NumbersOf(known.Parts) : null;
        double[][] donors = [.. request.Donors.Select(donor => space.NumbersOf(donor.Parts)).OfType<double[]>()];
        double[][] elites = [.. request.Elites.Select(elite => space.NumbersOf(elite.Parts)).OfType<double[]>()];
        double[] numbers = parent is null ? new double[space.Count] : [.. parent];
        string done = Change(parent is null ? PatchKind.Seed : request.Patch, numbers, donors, elites, ref draws);
        for (int i = 0; i < numbers.Length; i++) numbers[i] = space.RangeOf(i).Fold(numbers[i]);
        var layout = new Layout(space.Rows, space.Columns, ImmutableCollectionsMarshal.AsImmutableArray(numbers));
        return ValueTask.FromResult(Proposal.Of(LayoutPart.Write(layout)) with { Note = done });
    }

    /// <summary>Changes the parent's numbers in place.</summary>
    /// <returns>What was done, in a few words.</returns>
    private string Change(PatchKind kind, double[] numbers, double[][] donors, double[][] elites, ref Draws draws) => kind switch
    {
        PatchKind.Full when elites.Length > 0 && !draws.NextBernoulli(NewShare) => AroundBest(numbers, elites, ref draws),
        PatchKind.Diff => VectorShift.Apply(space, numbers, elites, ref draws),
        PatchKind.Ablate => VectorRows.Forget(space, numbers, ref draws),
        PatchKind.Combine when donors.Length > 0 => VectorDifference.Apply(space, numbers, donors, elites, ref draws),
        PatchKind.Translocate when donors.Length > 0 => VectorRows.Transplant(space, numbers, donors[draws.NextInt(donors.Length)], ref draws),
        PatchKind.Cross when donors.Length > 0 => VectorRows.Exchange(space, numbers, donors[draws.NextInt(donors.Length)], ref draws),
        _ => VectorRows.Anew(space, numbers, ref draws),
    };

    /// <summary>full: the parent given up for the best of the run, with a shift.</summary>
    private string AroundBest(double[] numbers, double[][] elites, ref Draws draws)
    {
        elites[0].CopyTo(numbers, 0);
        return $"from the best of the run: {VectorShift.Apply(space, numbers, elites, ref draws)}";
    }
}
