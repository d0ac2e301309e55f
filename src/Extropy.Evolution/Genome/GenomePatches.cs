using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Genome.Language;

namespace Extropy.Evolution.Genome;

/// <summary>The kinds of patch on genomes. The seed stays first; lengths stay within those of the language.</summary>
/// <param name="prior">Draws what is new.</param>
internal sealed class GenomePatches(GenomePrior prior)
{
    private const int SeedKind = 0; // place of the parameter
    private const double ReplacesOperation = 0.25;

    /// <summary>diff: one or two parameters changed, or one operation replaced.</summary>
    public ImmutableArray<GenomeStep> Diff(ImmutableArray<GenomeStep> parent, ref Draws draws)
    {
        GenomeStep[] steps = [.. parent];
        if (draws.NextBernoulli(ReplacesOperation))
        {
            steps[draws.NextInt(1, steps.Length)] = prior.Step(ref draws);
            return [.. steps];
        }

        for (int left = 1 + draws.NextInt(2); left > 0; left--)
        {
            int at = draws.NextInt(steps.Length);
            while (steps[at].Values.Length == 0) at = (at + 1) % steps.Length; // the seed has parameters: this ends
            int which = draws.NextInt(steps[at].Values.Length);
            double changed = steps[at].Operation.Parameters[which].Change(steps[at].Values[which], ref draws);
            steps[at] = steps[at] with { Values = steps[at].Values.SetItem(which, changed) };
        }

        return [.. steps];
    }

    /// <summary>full: a fresh genome.</summary>
    public ImmutableArray<GenomeStep> Full(ref Draws draws) => prior.Genome(ref draws);

    /// <summary>cross: the parent's beginning and the donor's end.</summary>
    public static ImmutableArray<GenomeStep> Cross(ImmutableArray<GenomeStep> parent, ImmutableArray<GenomeStep> donor, ref Draws draws)
    {
        int head = draws.NextInt(1, parent.Length + 1);
        int least = Math.Max(1, GenomeText.Least - head), most = Math.Min(donor.Length - 1, GenomeText.Most - head);
        if (most < least) return parent; // 12 steps kept: nothing fits behind them
        int tail = draws.NextInt(least, most + 1);
        return [.. parent[..head], .. donor[(donor.Length - tail)..]];
    }

    /// <summary>combine: the parent with one step of each donor whose operation the parent lacks.</summary>
    public static ImmutableArray<GenomeStep> Combine(ImmutableArray<GenomeStep> parent, IEnumerable<ImmutableArray<GenomeStep>> donors, ref Draws draws)
    {
        ImmutableArray<GenomeStep>.Builder steps = parent.ToBuilder();
        foreach (ImmutableArray<GenomeStep> donor in donors)
        {
            GenomeStep[] absent = [.. donor.Skip(1).Where(step => steps.All(own => own.Kind != step.Kind))];
            if (absent.Length == 0 || steps.Count == GenomeText.Most) continue;
            steps.Add(absent[draws.NextInt(absent.Length)]);
        }

        return steps.ToImmutable();
    }

    /// <summary>translocate: one step of the donor in place of one of the parent's; a seed only for the seed.</summary>
    public static ImmutableArray<GenomeStep> Translocate(ImmutableArray<GenomeStep> parent, ImmutableArray<GenomeStep> donor, ref Draws draws)
    {
        int from = draws.NextInt(donor.Length);
        int to = from == 0 ? 0 : draws.NextInt(1, parent.Length);
        return parent.SetItem(to, donor[from]);
    }

    /// <summary>ablate: one to three inner steps deleted, and another kind of seed: one that earlier attempts did not use, where there is one.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="banned">Earlier attempts.</param>
    /// <param name="draws">Chance.</param>
    public static ImmutableArray<GenomeStep> Ablate(ImmutableArray<GenomeStep> parent, IEnumerable<ImmutableArray<GenomeStep>> banned, ref Draws draws)
    {
        List<GenomeStep> steps = [.. parent];
        for (int left = 1 + draws.NextInt(3); left > 0 && steps.Count > GenomeText.Least; left--) steps.RemoveAt(draws.NextInt(1, steps.Count));
        HashSet<double> tried = [.. banned.Select(attempt => attempt[0].Values[SeedKind]), steps[0].Values[SeedKind]];
        double[] kinds = [.. Enumerable.Range(0, steps[0].Operation.Parameters[SeedKind].Words.Length).Select(kind => (double)kind)];
        double[] fresh = [.. kinds.Where(kind => !tried.Contains(kind))];
        if (fresh.Length == 0) fresh = [.. kinds.Where(kind => kind != steps[0].Values[SeedKind])];
        steps[0] = steps[0] with { Values = steps[0].Values.SetItem(SeedKind, fresh[draws.NextInt(fresh.Length)]) };
        return [.. steps];
    }
}
