using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Database;

/// <summary>
/// Draws parent, inspirations, kind of patch and donors on one island. Candidates come from the island's part of the archive; where it has none, the
/// parent is the island's best, then the run's best, and where nothing is correct yet the island is started again.
/// </summary>
/// <remarks>Not thread-safe: its buffers are reused.</remarks>
internal sealed class PlanDraw
{
    private readonly EvolutionOptions _options;
    private readonly IEffectiveScore _ranking;
    private readonly Entry[] _here;
    private readonly double[] _merits;
    private readonly double[] _backward;
    private readonly double[] _effective;
    private readonly double[] _weights;
    private readonly int[] _children;
    private readonly List<int> _chosen = [];

    public PlanDraw(EvolutionOptions options, IEffectiveScore ranking)
    {
        _options = options;
        _ranking = ranking;
        _here = new Entry[options.ArchiveSize];
        _merits = new double[options.ArchiveSize];
        _backward = new double[options.ArchiveSize];
        _effective = new double[options.ArchiveSize];
        _weights = new double[options.ArchiveSize];
        _children = new int[options.ArchiveSize];
    }

    public ProposalPlan Draw(Island island, ReadOnlySpan<Entry> archive, Entry? best, ProgramGoalTree? tree, int arm, ref Draws draws)
    {
        int count = Gather(island, archive);
        if (count == 0)
        {
            Entry? only = island.Best ?? best;
            return only is null
                ? new ProposalPlan(island.Index, PatchKind.Seed, null, [], arm)
                : new ProposalPlan(island.Index, _options.Mix.Draw(ref draws, hasDonor: false), only.Candidate, [], arm);
        }

        ReadOnlySpan<double> effective = _effective.AsSpan(0, count);
        int parent = ParentChoice.Draw(effective, _children.AsSpan(0, count), _options.ParentSharpness, _weights, ref draws);
        int runBest = best is null ? -1 : Array.IndexOf(_here, best, 0, count);
        InspirationChoice.Draw(effective, parent, runBest, _options.ArchiveInspirations, _options.TopInspirations, _chosen, ref draws);
        PatchKind patch = _options.Mix.Draw(ref draws, _chosen.Count > 0);
        return new ProposalPlan(island.Index, patch, _here[parent].Candidate, Donors(patch, parent, count, tree, ref draws), arm);
    }

    private int Gather(Island island, ReadOnlySpan<Entry> archive)
    {
        int count = 0;
        foreach (Entry entry in archive)
        {
            if (entry.Island != island.Index) continue;
            _here[count] = entry;
            _merits[count] = entry.Merit;
            _backward[count] = entry.BackwardOrNaN;
            _children[count] = entry.Children;
            count++;
        }

        _ranking.Of(_merits.AsSpan(0, count), _backward.AsSpan(0, count), _effective.AsSpan(0, count));
        return count;
    }

    private ImmutableArray<Candidate> Donors(PatchKind patch, int parent, int count, ProgramGoalTree? tree, ref Draws draws)
    {
        if (_chosen.Count == 0 || patch == PatchKind.Ablate) return [];
        if (PatchKinds.NeedsDonor(patch) && _options.Donors == DonorChoice.Complementary && tree is not null && Complement(parent, count, tree) is { } complement)
            return [complement.Candidate];
        if (patch == PatchKind.Translocate) return [_here[_chosen[0]].Candidate];
        if (patch == PatchKind.Cross) return [_here[_chosen[draws.NextInt(_chosen.Count)]].Candidate];
        if (patch == PatchKind.Combine && _chosen.Count > PatchKinds.MostDonors) _chosen.RemoveRange(PatchKinds.MostDonors, _chosen.Count - PatchKinds.MostDonors);
        _chosen.Sort(WorstFirst);
        return [.. _chosen.Select(index => _here[index].Candidate)];
    }

    private int WorstFirst(int one, int other) =>
        _effective[one] != _effective[other]
            ? _effective[one].CompareTo(_effective[other])
            : _here[one].Candidate.Id.CompareTo(_here[other].Candidate.Id);

    /// <summary>The archived candidate that meets the most goals together with the parent, the oldest of equals.</summary>
    private Entry? Complement(int parent, int count, ProgramGoalTree tree)
    {
        Entry? complement = null;
        double most = double.NegativeInfinity;
        if (_here[parent].Backward is not { } own) return null;
        for (int i = 0; i < count; i++)
        {
            if (i == parent || _here[i].Backward is not { } other) continue;
            double score = PairScore.Of(tree, own.Goals, other.Goals);
            if (score < most || (score == most && complement is not null && complement.Candidate.Id.CompareTo(_here[i].Candidate.Id) < 0)) continue;
            most = score;
            complement = _here[i];
        }

        return complement;
    }
}
