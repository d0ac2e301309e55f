using System.Buffers;
using Extropy.Core.Chance;

namespace Extropy.Search.Bes.Selection;

/// <summary>
/// The nodes that may become parents, C_t, kept by score: nodes of equal score and freshness have equal probability, so a draw weighs
/// buckets, not nodes. Pr[n] ∝ exp(c (s(n) + λ·1[deg(n) = 0]) / τ_t). Source: arXiv 2605.28814, equation 3.
/// </summary>
/// <remarks>A draw is O(distinct scores). All orders follow from the history of calls, so equal histories draw equal nodes.</remarks>
internal sealed class NodeSelector
{
    private readonly Dictionary<double, int> _bucketOf = [];
    private readonly List<Bucket> _buckets = [];
    private readonly List<int> _nodes = [];
    private readonly List<Slot> _slots = []; // by node id; Bucket −1: not eligible

    /// <summary>|C_t|.</summary>
    public int Count => _nodes.Count;

    /// <summary>Every eligible node, in no meaningful order.</summary>
    public ReadOnlySpan<int> Nodes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes);

    /// <summary>Adds the next node of the pool; one that is not eligible is only counted.</summary>
    public void Add(int node, double score, bool isEligible)
    {
        while (_slots.Count <= node) _slots.Add(new Slot(-1, 0, false));
        if (!isEligible) return;
        _nodes.Add(node);
        Insert(node, score, isFresh: true);
    }

    /// <summary>deg(n) became positive: the node loses its bonus.</summary>
    public void MarkUsed(int node)
    {
        Slot slot = _slots[node];
        if (slot.Bucket < 0 || !slot.IsFresh) return;
        double score = _buckets[slot.Bucket].Score;
        Remove(node);
        Insert(node, score, isFresh: false);
    }

    /// <summary>Sorts every eligible node anew after its score may have changed.</summary>
    public void Rescore(Func<int, double> score)
    {
        _buckets.Clear();
        _bucketOf.Clear();
        foreach (int node in _nodes) Insert(node, score(node), _slots[node].IsFresh);
    }

    /// <summary>One parent.</summary>
    /// <exception cref="InvalidOperationException">No node is eligible.</exception>
    public int Draw(SelectionRules rules, ref Draws draws)
    {
        if (Count == 0) throw new InvalidOperationException("No node is eligible to be a parent.");
        double[] weights = ArrayPool<double>.Shared.Rent(2 * _buckets.Count);
        try
        {
            Span<double> row = weights.AsSpan(0, 2 * _buckets.Count);
            int best = Weigh(rules, row);
            int chosen = rules.IsGreedy ? best : draws.NextCategorical(row);
            List<int> members = _buckets[chosen >> 1].Members((chosen & 1) == 0);
            return rules.IsGreedy ? members.Min() : members[draws.NextInt(members.Count)];
        }
        finally
        {
            ArrayPool<double>.Shared.Return(weights);
        }
    }

    /// <summary>Pr[n] of one eligible node under a draw.</summary>
    public double Probability(int node, SelectionRules rules)
    {
        var weights = new double[2 * _buckets.Count];
        Weigh(rules, weights);
        Slot slot = _slots[node];
        int at = 2 * slot.Bucket + (slot.IsFresh ? 0 : 1);
        return weights[at] / _buckets[slot.Bucket].Members(slot.IsFresh).Count / weights.Sum();
    }

    /// <summary>Appends up to <paramref name="count"/> nodes of the highest scores (bonus left aside); ties in order of the buckets.</summary>
    public void AddBest(int count, List<int> chosen)
    {
        double below = double.PositiveInfinity;
        while (count > 0)
        {
            int next = -1;
            for (int i = 0; i < _buckets.Count; i++)
            {
                Bucket bucket = _buckets[i];
                if (bucket.Score < below && bucket.Count > 0 && (next < 0 || bucket.Score > _buckets[next].Score)) next = i;
            }

            if (next < 0) return;
            below = _buckets[next].Score;
            Take(_buckets[next].Fresh, ref count, chosen);
            Take(_buckets[next].Used, ref count, chosen);
        }
    }

    private static void Take(List<int> members, ref int count, List<int> chosen)
    {
        for (int i = members.Count - 1; i >= 0 && count > 0; i--, count--) chosen.Add(members[i]); // latest first: old ties would never leave
    }

    /// <summary>Weight of every (bucket, freshness), the maximum scaled to 1; returns the best one.</summary>
    private int Weigh(SelectionRules rules, Span<double> row)
    {
        double slope = rules.Slope, most = double.NegativeInfinity;
        int best = 0;
        for (int i = 0; i < row.Length; i++)
        {
            Bucket bucket = _buckets[i >> 1];
            bool isFresh = (i & 1) == 0;
            bool isEmpty = bucket.Members(isFresh).Count == 0;
            row[i] = isEmpty ? double.NegativeInfinity : slope * (bucket.Score + (isFresh ? rules.Bonus : 0));
            if (!(row[i] > most)) continue;
            most = row[i];
            best = i;
        }

        for (int i = 0; i < row.Length; i++) row[i] -= most;
        Boltzmann.Weigh(row);
        for (int i = 0; i < row.Length; i++) row[i] *= _buckets[i >> 1].Members((i & 1) == 0).Count;
        return best;
    }

    private void Insert(int node, double score, bool isFresh)
    {
        if (!_bucketOf.TryGetValue(score, out int index))
        {
            index = _buckets.Count;
            _bucketOf.Add(score, index);
            _buckets.Add(new Bucket(score));
        }

        List<int> members = _buckets[index].Members(isFresh);
        _slots[node] = new Slot(index, members.Count, isFresh);
        members.Add(node);
    }

    private void Remove(int node)
    {
        Slot slot = _slots[node];
        List<int> members = _buckets[slot.Bucket].Members(slot.IsFresh);
        int last = members[^1];
        members[slot.Position] = last;
        _slots[last] = _slots[last] with { Position = slot.Position };
        members.RemoveAt(members.Count - 1);
    }

    private readonly record struct Slot(int Bucket, int Position, bool IsFresh);

    private sealed class Bucket(double score)
    {
        public double Score { get; } = score;

        public List<int> Fresh { get; } = [];

        public List<int> Used { get; } = [];

        public int Count => Fresh.Count + Used.Count;

        public List<int> Members(bool isFresh) => isFresh ? Fresh : Used;
    }
}
