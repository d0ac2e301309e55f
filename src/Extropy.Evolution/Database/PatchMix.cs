using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>How often each kind of patch is asked for. Kinds that cannot be made at the moment are left out and the rest divided anew.</summary>
/// <param name="Weights">By <see cref="PatchKind"/> from <see cref="PatchKind.Seed"/> (whose weight is not used) to <see cref="PatchKind.Cross"/>; not negative, one positive.</param>
public sealed record PatchMix(ImmutableArray<double> Weights)
{
    private static readonly int Kinds = PatchKinds.OfParents.Length + 1;

    /// <summary>Plain evolution: diff .6, full .3, cross .1.</summary>
    public static PatchMix Plain { get; } = Of(diff: 0.6, full: 0.3, cross: 0.1);

    /// <summary>With recombination, as published for packings in the square.</summary>
    public static PatchMix Recombining { get; } = Of(diff: 0.5, full: 0.3, ablate: 0.05, combine: 0.05, translocate: 0.05, cross: 0.05);

    /// <summary>With recombination and more pivots, as published for packings in a rectangle and for Heilbronn problems.</summary>
    public static PatchMix Pivoting { get; } = Of(diff: 0.4, full: 0.25, ablate: 0.2, combine: 0.05, translocate: 0.05, cross: 0.05);

    /// <summary>A mix by named weights.</summary>
    public static PatchMix Of(
        double diff = 0, double full = 0, double ablate = 0, double combine = 0, double translocate = 0, double cross = 0) =>
        new([0, diff, full, ablate, combine, translocate, cross]);

    /// <summary>The probability of a kind.</summary>
    /// <param name="kind">Any.</param>
    /// <param name="hasDonor">Whether there is another candidate to recombine with.</param>
    public double ProbabilityOf(PatchKind kind, bool hasDonor)
    {
        double total = 0;
        foreach (PatchKind other in PatchKinds.OfParents) total += Weight(other, hasDonor);
        return total > 0 ? Weight(kind, hasDonor) / total : kind == PatchKind.Diff ? 1 : 0;
    }

    /// <summary>Draws a kind; where no kind of the mix can be made, a diff.</summary>
    /// <param name="draws">Chance: one uniform.</param>
    /// <param name="hasDonor">Whether there is another candidate to recombine with.</param>
    public PatchKind Draw(ref Draws draws, bool hasDonor)
    {
        double target = draws.NextUniform();
        PatchKind last = PatchKind.Diff;
        foreach (PatchKind kind in PatchKinds.OfParents)
        {
            double probability = ProbabilityOf(kind, hasDonor);
            if (probability <= 0) continue;
            last = kind;
            target -= probability;
            if (target < 0) break;
        }

        return last;
    }

    /// <summary>All faults at once, or none.</summary>
    public IEnumerable<string> Faults()
    {
        if (Weights.IsDefault || Weights.Length != Kinds) yield return $"a patch mix has {Kinds} weights, one for each kind of patch";
        else if (!Weights.All(weight => weight >= 0 && double.IsFinite(weight)) || Weights.Skip(1).Sum() <= 0)
            yield return "the weights of a patch mix are finite, not negative, and one of them is positive";
    }

    /// <summary>Equal weight by weight.</summary>
    public bool Equals(PatchMix? other) => other is not null && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

    /// <summary>Consistent with <see cref="Equals(PatchMix)"/>.</summary>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (double weight in Weights.AsSpan()) hash.Add(weight);
        return hash.ToHashCode();
    }

    private double Weight(PatchKind kind, bool hasDonor) =>
        kind == PatchKind.Seed || (!hasDonor && PatchKinds.NeedsDonor(kind)) ? 0 : Weights[(int)kind];
}
