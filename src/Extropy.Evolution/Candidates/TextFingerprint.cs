namespace Extropy.Evolution.Candidates;

/// <summary>
/// Describes any text by the words and signs in it: each adds ±1 to one of 64 entries chosen by its hash, and the square root of an entry's size counts, so
/// that frequent words do not drown the rest. Programs that differ in a few places have cosines near 1.
/// </summary>
public sealed class TextFingerprint : IFingerprint
{
    /// <summary>Entries of a description.</summary>
    public const int Entries = 64;

    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <inheritdoc/>
    public Fingerprint Of(IReadOnlyList<Part> parts)
    {
        Span<double> entries = stackalloc double[Entries];
        entries.Clear();
        foreach (Part part in parts)
        {
            ReadOnlySpan<char> text = part.Text;
            for (int i = 0; i < text.Length;)
            {
                if (char.IsWhiteSpace(text[i]))
                {
                    i++;
                    continue;
                }

                int start = i++;
                while (i < text.Length && IsWord(text[start]) && IsWord(text[i])) i++;
                ulong hash = Hash(text[start..i]);
                entries[(int)(hash % Entries)] += (hash & (1UL << 40)) != 0 ? 1 : -1;
            }
        }

        for (int i = 0; i < entries.Length; i++) entries[i] = Math.Sign(entries[i]) * Math.Sqrt(Math.Abs(entries[i]));
        return Fingerprint.Of(entries);
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '.';

    /// <summary>FNV-1a over UTF-16 units, then mixed.</summary>
    private static ulong Hash(ReadOnlySpan<char> word)
    {
        ulong hash = Basis;
        foreach (char letter in word) hash = (hash ^ letter) * Prime;
        hash ^= hash >> 32;
        return hash * Prime;
    }
}
