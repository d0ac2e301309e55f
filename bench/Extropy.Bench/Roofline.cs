using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Extropy.Models.Kernels;

namespace Extropy.Bench;

/// <summary>What the machine gives at best, measured now: floating-point operations of the matrix kernel and bytes read from a cache-sized buffer.</summary>
/// <param name="Flops">Operations a second, all threads together.</param>
/// <param name="Bytes">Bytes read a second, all threads together.</param>
internal readonly record struct Roofline(double Flops, double Bytes)
{
    /// <summary>Seconds that so much work takes at least.</summary>
    public double Seconds(double flops, double bytes) => flops / Flops + bytes / Bytes;

    /// <summary>Measures on so many threads at once; the best of several rounds.</summary>
    public static Roofline Measure(int threads, int readBytes) =>
        new(Best(threads, () => MatrixRound()), Best(threads, () => ReadRound(readBytes)));

    private static double Best(int threads, Func<double> round)
    {
        double best = 0;
        for (int i = 0; i < 7; i++)
        {
            double sum = 0;
            object gate = new();
            Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
            {
                double rate = round();
                lock (gate) sum += rate;
            }))];
            foreach (Thread thread in all) thread.Start();
            foreach (Thread thread in all) thread.Join();
            best = Math.Max(best, sum);
        }

        return best;
    }

    // 64 × 128 × 512, the decoder's middle size.
    private static unsafe double MatrixRound()
    {
        const int Rows = 64, Depth = 128, Columns = 512, Turns = 1000;
        var a = new AlignedBuffer(Rows * Depth);
        var b = new AlignedBuffer(Depth * Columns);
        var c = new AlignedBuffer(Rows * Columns);
        var strides = new ProductStrides(Depth, 1, Depth * 16, 16, Columns);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Turns; i++) KernelSet.Default.Multiply(a.Pointer, b.Pointer, c.Pointer, Rows, Columns, Depth, strides, ProductStart.Zero);
        double rate = 2.0 * Rows * Depth * Columns * Turns / watch.Elapsed.TotalSeconds;
        GC.KeepAlive((a, b, c));
        return rate;
    }

    private static double ReadRound(int bytes)
    {
        var buffer = new float[bytes / sizeof(float)];
        float sum = Sum(buffer);
        const int Turns = 20;
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Turns; i++) sum += Sum(buffer);
        double rate = (double)bytes * Turns / watch.Elapsed.TotalSeconds;
        GC.KeepAlive(sum);
        return rate;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(ReadOnlySpan<float> values)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        ref float first = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(values);
        for (nuint i = 0; i + 64 <= (nuint)values.Length; i += 64)
        {
            a += Vector512.LoadUnsafe(ref first, i);
            b += Vector512.LoadUnsafe(ref first, i + 16);
            c += Vector512.LoadUnsafe(ref first, i + 32);
            d += Vector512.LoadUnsafe(ref first, i + 48);
        }

        return Vector512.Sum(a + b + c + d);
    }
}
