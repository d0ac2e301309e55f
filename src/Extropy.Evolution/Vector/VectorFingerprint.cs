using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Vector;

/// <summary>
/// Describes a table of numbers by where each lies in its range, from −1 to 1. Of more than 64 numbers several share an entry, added with signs that alternate
/// from one round to the next.
/// </summary>
internal sealed class VectorFingerprint(VectorSpace space) : IFingerprint
{
    private const int MostEntries = 64;

    /// <inheritdoc/>
    public Fingerprint Of(IReadOnlyList<Part> parts)
    {
        if (space.NumbersOf(parts) is not { } numbers) return Fingerprint.None;
        Span<double> entries = stackalloc double[Math.Min(MostEntries, numbers.Length)];
        entries.Clear();
        for (int i = 0; i < numbers.Length; i++)
        {
            ColumnRange range = space.RangeOf(i);
            double place = ((numbers[i] - range.Low) / range.Width * 2) - 1;
            entries[i % entries.Length] += (i / entries.Length) % 2 == 0 ? place : -place;
        }

        return Fingerprint.Of(entries);
    }
}
