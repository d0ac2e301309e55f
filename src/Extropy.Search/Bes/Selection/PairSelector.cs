using System.Buffers;
using Extropy.Core.Chance;
using Extropy.Search.Bes.Scoring;

namespace Extropy.Search.Bes.Selection;

/// <summary>
/// Draws two parents by what they cover together: Pr[(n_a, n_b)] ∝ exp(c s(n_a, n_b) / τ_t) over unordered pairs of a capped pool, a
/// uniform subsample and the best nodes. Source: arXiv 2605.28814, equation 6.
/// </summary>
/// <remarks>
/// Nodes of one verdict class have the same pair scores, so pairs of classes are weighed with their multiplicity: the same distribution,
/// with far fewer weights than the 3,160 pairs of 80 nodes.
/// </remarks>
/// <param name="sample">Size of the uniform subsample.</param>
/// <param name="best">Number of best nodes beside it.</param>
/// <param name="fairRoles">Tosses a coin for who is the skeleton; otherwise the node with the lower id is.</param>
internal sealed class PairSelector(int sample, int best, bool fairRoles)
{
    private readonly List<int> _pool = [];
    private readonly List<int> _bestNodes = [];
    private readonly List<List<int>> _groups = [];
    private readonly List<int> _classes = []; // class of each group
    private int[] _groupOf = []; // by class: group + 1, 0 when absent
    private int[] _stamp = []; // by node: the draw that last took it
    private int _draw;

    /// <summary>The skeleton a, the donor b and their pair score; null when fewer than two nodes are eligible.</summary>
    public (int A, int B, double Score)? Draw(NodeSelector nodes, ScoreBoard scores, SelectionRules rules, ref Draws draws)
    {
        if (nodes.Count < 2) return null;
        FillPool(nodes, ref draws);
        Group(scores);

        int groups = _groups.Count, cells = groups * (groups + 1) / 2;
        double[] rented = ArrayPool<double>.Shared.Rent(2 * cells);
        try
        {
            Span<double> pairScores = rented.AsSpan(0, cells), weights = rented.AsSpan(cells, cells);
            int chosen = Weigh(scores, rules, pairScores, weights);
            if (!rules.IsGreedy) chosen = draws.NextCategorical(weights);
            (int u, int v) = Cell(chosen);
            (int first, int second) = Members(u, v, ref draws);
            if (first > second) (first, second) = (second, first);
            bool swap = fairRoles && draws.NextBernoulli(0.5);
            return swap ? (second, first, pairScores[chosen]) : (first, second, pairScores[chosen]);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>The capped pool: all nodes when they fit, else Floyd's uniform subsample together with the best.</summary>
    private void FillPool(NodeSelector nodes, ref Draws draws)
    {
        _pool.Clear();
        int count = nodes.Count;
        if (count <= (long)sample + best)
        {
            foreach (int node in nodes.Nodes) _pool.Add(node);
            return;
        }

        _draw++;
        for (int j = count - sample; j < count; j++)
        {
            int at = draws.NextInt(j + 1);
            if (!TryTake(nodes.Nodes[at])) TryTake(nodes.Nodes[j]);
        }

        _bestNodes.Clear();
        nodes.AddBest(best, _bestNodes);
        foreach (int node in _bestNodes) TryTake(node);
    }

    private bool TryTake(int node)
    {
        if (node >= _stamp.Length) Array.Resize(ref _stamp, Math.Max(node + 1, 2 * _stamp.Length));
        if (_stamp[node] == _draw) return false;
        _stamp[node] = _draw;
        _pool.Add(node);
        return true;
    }

    private void Group(ScoreBoard scores)
    {
        if (_groupOf.Length < scores.ClassCount) Array.Resize(ref _groupOf, Math.Max(scores.ClassCount, 2 * _groupOf.Length));
        _classes.Clear();
        foreach (int node in _pool)
        {
            ref int group = ref _groupOf[scores.ClassOf(node)];
            if (group == 0)
            {
                group = _classes.Count + 1;
                _classes.Add(scores.ClassOf(node));
                if (_groups.Count < _classes.Count) _groups.Add([]);
                _groups[group - 1].Clear();
            }

            _groups[group - 1].Add(node);
        }

        foreach (int member in _classes) _groupOf[member] = 0;
        if (_groups.Count > _classes.Count) _groups.RemoveRange(_classes.Count, _groups.Count - _classes.Count);
    }

    /// <summary>Score and weight of every pair of groups u ≤ v; returns the best one that holds a pair.</summary>
    private int Weigh(ScoreBoard scores, SelectionRules rules, Span<double> pairScores, Span<double> weights)
    {
        int cell = 0, best = -1;
        for (int v = 0; v < _groups.Count; v++)
        {
            for (int u = 0; u <= v; u++, cell++)
            {
                pairScores[cell] = scores.PairScore(_classes[u], _classes[v]);
                bool holdsPair = u != v || _groups[u].Count > 1;
                if (holdsPair && (best < 0 || pairScores[cell] > pairScores[best])) best = cell;
            }
        }

        double slope = rules.Slope, most = pairScores[best];
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Min(0, slope * (pairScores[i] - most));
        Boltzmann.Weigh(weights);
        cell = 0;
        for (int v = 0; v < _groups.Count; v++)
        {
            double members = _groups[v].Count;
            for (int u = 0; u < v; u++, cell++) weights[cell] *= members * _groups[u].Count;
            weights[cell++] *= members * (members - 1) / 2;
        }

        return best;
    }

    /// <summary>Cells run (0,0), (0,1), (1,1), (0,2) …: v is the largest whole number with v (v + 1) / 2 ≤ cell.</summary>
    private static (int U, int V) Cell(int cell)
    {
        int v = 0;
        while ((v + 1) * (v + 2) / 2 <= cell) v++;
        return (cell - v * (v + 1) / 2, v);
    }

    private (int First, int Second) Members(int u, int v, ref Draws draws)
    {
        int first = draws.NextInt(_groups[u].Count);
        if (u != v) return (_groups[u][first], _groups[v][draws.NextInt(_groups[v].Count)]);
        int second = draws.NextInt(_groups[u].Count - 1);
        return (_groups[u][first], _groups[u][second >= first ? second + 1 : second]);
    }
}
