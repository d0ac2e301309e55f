using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Mechanism;

/// <summary>Notes, for every child of a parent with a backward score, that score and how much better the child is: does the goal tree predict anything?</summary>
/// <param name="width">Parents whose merits lie in one bucket of this width are comparable.</param>
internal sealed class BackwardWatch(double width) : IEvolutionObserver
{
    private readonly List<(double Bucket, double Backward, double Gain)> _children = [];

    /// <summary>Children noted.</summary>
    public int Count => _children.Count;

    /// <inheritdoc/>
    public void OnStep(EvolutionStep step, EvolutionState state)
    {
        if (step.Candidate is not { Evaluation.IsCorrect: true, Parent: { } id, Patch: not PatchKind.Full } child || state.BackwardOf(id) is not { } backward) return;
        double merit = state[id].Evaluation.Merit;
        _children.Add((Math.Round(merit / width, MidpointRounding.ToEven), backward.Score, child.Evaluation.Merit - merit));
    }

    /// <summary>Rank correlation over all children; NaN with fewer than three or no variation.</summary>
    public double Overall() => RankCorrelation.Of([.. _children.Select(child => child.Backward)], [.. _children.Select(child => child.Gain)]);

    /// <summary>
    /// Rank correlation among children of parents in one bucket, averaged over buckets by their children: what goals say where they decide. NaN where no
    /// bucket has five children and variation.
    /// </summary>
    public double WithinBuckets()
    {
        double sum = 0, weight = 0;
        foreach (IGrouping<double, (double Bucket, double Backward, double Gain)> bucket in _children.GroupBy(child => child.Bucket).OrderBy(group => group.Key))
        {
            if (bucket.Count() < 5) continue;
            double correlation = RankCorrelation.Of([.. bucket.Select(child => child.Backward)], [.. bucket.Select(child => child.Gain)]);
            if (double.IsNaN(correlation)) continue;
            sum += bucket.Count() * correlation;
            weight += bucket.Count();
        }

        return sum / weight;
    }
}
