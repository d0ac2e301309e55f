using System.Runtime.InteropServices;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Database;

/// <summary>
/// The candidates that may become parents, a fixed number over all islands. When it is full a newcomer takes the place of the one it most resembles, if it is
/// better (see <see cref="ArchiveOrder"/>): the archive stays spread over what exists instead of filling with copies of the best.
/// </summary>
internal sealed class Archive(int capacity, double brevity, IEffectiveScore ranking)
{
    private readonly List<Entry> _entries = new(capacity);
    private readonly double[] _merits = new double[capacity + 1];
    private readonly double[] _backward = new double[capacity + 1];
    private readonly double[] _scores = new double[capacity + 1];
    private readonly int[] _lines = new int[capacity + 1];

    /// <summary>Who is in it, in the order of places.</summary>
    public ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>Offers a correct candidate a place.</summary>
    /// <returns>Whether it got one.</returns>
    public bool Offer(Entry newcomer)
    {
        if (_entries.Count < capacity)
        {
            _entries.Add(newcomer);
            return true;
        }

        int rival = MostAlike(newcomer.Candidate.Fingerprint);
        if (!IsBetter(newcomer, rival)) return false;
        _entries[rival] = newcomer;
        return true;
    }

    private int MostAlike(Fingerprint fingerprint)
    {
        int alike = 0;
        double most = double.NegativeInfinity;
        for (int i = 0; i < _entries.Count; i++)
        {
            double cosine = fingerprint.Cosine(_entries[i].Candidate.Fingerprint);
            if (cosine <= most) continue;
            most = cosine;
            alike = i;
        }

        return alike;
    }

    private bool IsBetter(Entry newcomer, int rival)
    {
        int count = _entries.Count;
        for (int i = 0; i <= count; i++)
        {
            Entry entry = i < count ? _entries[i] : newcomer;
            _merits[i] = entry.Merit;
            _backward[i] = entry.BackwardOrNaN;
            _lines[i] = entry.Lines;
        }

        int all = count + 1;
        Span<double> scores = _scores.AsSpan(0, all);
        ranking.Of(_merits.AsSpan(0, all), _backward.AsSpan(0, all), scores);
        return ArchiveOrder.IsBetter(
            newcomer.IsCorrect,
            ArchiveOrder.Standing(scores, _lines.AsSpan(0, all), count, brevity),
            _entries[rival].IsCorrect,
            ArchiveOrder.Standing(scores, _lines.AsSpan(0, all), rival, brevity));
    }
}
