namespace Extropy.Models.Kernels;

/// <summary>
/// Floats that start on a cache line and never move, so kernels may hold pointers to them. The memory belongs to the garbage collector: there
/// is nothing to dispose, but the buffer must be reachable while its pointer is in use.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineFloats = 16;

    private const int LargeFloats = 4 << 20; // 16 MiB

    private readonly float[] _array; // keeps the memory alive

    /// <param name="length">Floats, all 0 at first.</param>
    public AlignedBuffer(int length)
    {
        _array = GC.AllocateArray<float>(checked(length + LineFloats), pinned: true);
        var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[0]);
        const nuint LineBytes = LineFloats * sizeof(float);
        Pointer = (float*)((address + LineBytes - 1) / LineBytes * LineBytes);
        Length = length;
    }

    /// <summary>A longer buffer in place of one that was outgrown, with room to spare; what it held is lost. The old one goes before the new one comes.</summary>
    public static void Outgrow(ref AlignedBuffer buffer, long length)
    {
        bool isLarge = buffer.Length >= LargeFloats;
        buffer = new(0);
        if (isLarge) GC.Collect(); // happens a few times a run; without it both would be there at once
        buffer = new(checked((int)Math.Min(length + length / 8, Array.MaxLength - LineFloats)));
    }

    /// <summary>The first float.</summary>
    public float* Pointer { get; }

    /// <summary>How many floats.</summary>
    public int Length { get; }

    /// <summary>The floats as a span.</summary>
    public Span<float> Span => new(Pointer, Length);
}
