using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Extropy.Evolution.Database;

/// <summary>
/// Rules out quickly which of many vectors cannot lie within a distance r of another. Of each vector it keeps 16 bytes: scaled sums of blocks of entries, the
/// sums and the differences of neighbouring blocks, which are coordinates in an orthonormal system and so never further apart than the vectors themselves.
/// Bytes are compared for 32 vectors at once: Σ|Δ| ≤ √16 · r by Cauchy and Schwarz; for what that leaves, Σ Δ² ≤ r².
/// </summary>
/// <remarks>
/// Never rules out a vector within r: cutting a coordinate to its range brings vectors closer, and the bounds allow for one step of rounding a coordinate.
/// Whole numbers throughout, so every instruction set answers the same. Not thread-safe.
/// </remarks>
internal sealed class SketchTable
{
    /// <summary>Vectors that are compared at once: a byte of each fills a register of 256 bits.</summary>
    public const int Lanes = 32;

    private const int Half = 8; // coordinates of one kind: sums or differences
    private const int Coordinates = 2 * Half;
    private const int Block = Half * Lanes;
    private const int Middle = 128; // the byte of 0
    private const double FinestStep = 1.0 / 255; // coordinates in ±0.5 are told apart; larger ones are rare in unit vectors
    private const double WidestBound = 220; // in steps; leaves room in a byte for the rounding

    private readonly double _step;
    private byte[] _sums = new byte[4 * Block]; // shape [blocks, half, lanes]
    private byte[] _differences = new byte[4 * Block]; // the same; apart, because most vectors are ruled out by their sums

    /// <summary>An empty table.</summary>
    /// <param name="distance">The distance that is usually asked for; sets how finely coordinates are kept.</param>
    public SketchTable(double distance) => _step = Math.Max(FinestStep, Math.Sqrt(Coordinates) * distance / WidestBound);

    /// <summary>Vectors in it.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a vector at the next place.</summary>
    /// <param name="entries">Shape [d], any d; all vectors that may be near each other have the same.</param>
    public void Add(ReadOnlySpan<float> entries)
    {
        Span<byte> sketch = stackalloc byte[Coordinates];
        Draw(entries, sketch);
        int start = StartOf(Count);
        if (start + Block > _sums.Length)
        {
            Array.Resize(ref _sums, 2 * _sums.Length);
            Array.Resize(ref _differences, 2 * _differences.Length);
        }

        for (int i = 0; i < Half; i++)
        {
            _sums[start + (i * Lanes)] = sketch[i];
            _differences[start + (i * Lanes)] = sketch[Half + i];
        }

        Count++;
    }

    /// <summary>Prepares a question.</summary>
    /// <param name="entries">Shape [d].</param>
    /// <param name="distance">r, not negative.</param>
    public SketchQuestion Ask(ReadOnlySpan<float> entries, double distance)
    {
        var sketch = new byte[Coordinates];
        Draw(entries, sketch);
        double steps = distance / _step;
        return new SketchQuestion(
            sketch,
            (byte)Math.Min(byte.MaxValue, (Math.Sqrt(Half) * steps) + Half),
            (byte)Math.Min(byte.MaxValue, (Math.Sqrt(Coordinates) * steps) + Coordinates),
            (int)Math.Min(int.MaxValue, Math.Pow(steps + Math.Sqrt(Coordinates), 2)));
    }

    /// <summary>Finds the next block of 32 places in which some vector may lie within the distance.</summary>
    /// <param name="asked">The question.</param>
    /// <param name="block">Where to begin.</param>
    /// <param name="blocks">Where to end; at most what holds <see cref="Count"/> vectors.</param>
    /// <param name="near">One bit for each place of the block found, the first place's lowest. Bits beyond <see cref="Count"/> mean nothing.</param>
    /// <returns>The block, or <paramref name="blocks"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // one call is a long loop: it would run in code compiled in haste
    public int NextNear(in SketchQuestion asked, int block, int blocks, out uint near)
    {
        ReadOnlySpan<byte> sketch = asked.Sketch;
        Vector256<byte> zero = Vector256.Create(sketch[0]), one = Vector256.Create(sketch[1]), two = Vector256.Create(sketch[2]), three = Vector256.Create(sketch[3]);
        Vector256<byte> four = Vector256.Create(sketch[4]), five = Vector256.Create(sketch[5]), six = Vector256.Create(sketch[6]), seven = Vector256.Create(sketch[7]);
        var halfBound = Vector256.Create(asked.HalfBound);
        for (; block < blocks; block++)
        {
            ref byte rows = ref _sums[block * Block];
            Vector256<byte> sums = Apart(ref rows, 0, zero); // lane k: Σ|Δ| of vector k so far, at most 255
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 1, one));
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 2, two));
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 3, three));
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 4, four));
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 5, five));
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 6, six));
            sums = Vector256.AddSaturate(sums, Apart(ref rows, 7, seven));
            Vector256<byte> isNear = Vector256.LessThanOrEqual(sums, halfBound);
            if (isNear == Vector256<byte>.Zero) continue;
            rows = ref _differences[block * Block];
            for (int i = 0; i < Half; i++) sums = Vector256.AddSaturate(sums, Apart(ref rows, i, Vector256.Create(sketch[Half + i])));
            near = (isNear & Vector256.LessThanOrEqual(sums, Vector256.Create(asked.Bound))).ExtractMostSignificantBits();
            if (near != 0) return block;
        }

        near = 0;
        return blocks;
    }

    /// <summary>False where the vector at a place cannot lie within the distance; sharper than <see cref="NextNear"/>.</summary>
    public bool MayBeNear(in SketchQuestion asked, int place)
    {
        int start = StartOf(place), squares = 0;
        for (int i = 0; i < Half; i++)
        {
            int sum = asked.Sketch[i] - _sums[start + (i * Lanes)], difference = asked.Sketch[Half + i] - _differences[start + (i * Lanes)];
            squares += (sum * sum) + (difference * difference);
        }

        return squares <= asked.SquareBound;
    }

    private static int StartOf(int place) => (place / Lanes * Block) + (place % Lanes);

    /// <summary>|Δ| of 32 vectors in one coordinate.</summary>
    private static Vector256<byte> Apart(ref byte rows, int coordinate, Vector256<byte> asked)
    {
        Vector256<byte> row = Vector256.LoadUnsafe(ref rows, (nuint)(coordinate * Lanes));
        return Vector256.Max(row, asked) - Vector256.Min(row, asked);
    }

    private void Draw(ReadOnlySpan<float> entries, Span<byte> sketch)
    {
        int width = Math.Max(1, (entries.Length + Coordinates - 1) / Coordinates);
        double scale = 1 / (Math.Sqrt(2.0 * width) * _step);
        for (int i = 0; i < Half; i++)
        {
            double one = Sum(entries, 2 * i * width, width), other = Sum(entries, ((2 * i) + 1) * width, width);
            sketch[i] = Cut((one + other) * scale);
            sketch[Half + i] = Cut((one - other) * scale);
        }
    }

    private static double Sum(ReadOnlySpan<float> entries, int start, int width)
    {
        double sum = 0;
        for (int i = start; i < Math.Min(start + width, entries.Length); i++) sum += entries[i];
        return sum;
    }

    private static byte Cut(double steps) => (byte)Math.Clamp(steps + Middle, 0, byte.MaxValue);
}
