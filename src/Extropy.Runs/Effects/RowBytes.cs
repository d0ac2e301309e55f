namespace Extropy.Runs.Effects;

/// <summary>
/// Keeps the bytes of many rows in few arrays: hundreds of thousands of small ones would be looked at, and moved, by every collection until they are replayed.
/// An array is let go with the last of its rows.
/// </summary>
internal sealed class RowBytes
{
    private const int Smallest = 1 << 12;
    private const int Largest = 1 << 16; // below the size from which arrays are collected with the oldest generation only

    private byte[] _current = [];
    private int _used;

    /// <summary>A copy of some bytes.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return default;
        if (bytes.Length > Largest / 4) return bytes.ToArray();
        if (bytes.Length > _current.Length - _used)
        {
            _current = GC.AllocateUninitializedArray<byte>(Math.Max(bytes.Length, Math.Clamp(2 * _current.Length, Smallest, Largest)));
            _used = 0;
        }

        bytes.CopyTo(_current.AsSpan(_used));
        ReadOnlyMemory<byte> kept = _current.AsMemory(_used, bytes.Length);
        _used += bytes.Length;
        return kept;
    }
}
