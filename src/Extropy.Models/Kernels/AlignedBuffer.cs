namespace Extropy.Models.Kernels;

/// <summary>
/// Floats that start on a cache line and never move, so kernels may hold pointers to them. The memory belongs to the garbage collector: there
/// is nothing to dispose, but the buffer must be reachable while its pointer is in use.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineFloats = 16;

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

    /// <summary>The first float.</summary>
    public float* Pointer { get; }

    /// <summary>How many floats.</summary>
    public int Length { get; }

    /// <summary>The floats as a span.</summary>
    public Span<float> Span => new(Pointer, Length);
}
