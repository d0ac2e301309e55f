using System.Diagnostics;
using System.Globalization;
using Extropy.Models.Kernels;

namespace Extropy.Bench;

/// <summary>The matrix product at decoder sizes: every instruction set, one and two threads, against a plain loop.</summary>
internal sealed unsafe class MatmulBench : IBench
{
    private const int Rounds = 40;

    private static readonly (int Rows, int Depth, int Columns)[] Sizes =
    [
        (64, 128, 512), (64, 128, 704), (64, 352, 128), (8, 128, 512), (4, 128, 512), (1, 128, 512), (1, 128, 704),
    ];

    public string Name => "matmul";

    public string About => "GFLOP/s of the matrix product at decoder sizes, per instruction set, against a plain loop";

    public int Run(string[] args)
    {
        Console.WriteLine($"GFLOP/s, best of {Rounds} rounds; rows × depth × columns; 2T: two threads, each with a product of its own");
        Console.WriteLine($"{"size",-14}{"AVX-512",9}{"2T",7}{"AVX2",7}{"2T",7}{"128-bit",9}{"scalar",8}{"plain loop",12}");
        foreach (var size in Sizes)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{$"{size.Rows}×{size.Depth}×{size.Columns}",-14}{Kernel(InstructionSet.Avx512, size, 1),9:f0}{Kernel(InstructionSet.Avx512, size, 2),7:f0}"
                + $"{Kernel(InstructionSet.Avx2, size, 1),7:f0}{Kernel(InstructionSet.Avx2, size, 2),7:f0}{Kernel(InstructionSet.Vector128, size, 1),9:f0}"
                + $"{Kernel(InstructionSet.Scalar, size, 1),8:f1}{PlainLoop(size),12:f1}"));
        }

        return 0;
    }

    private static double Kernel(InstructionSet set, (int Rows, int Depth, int Columns) size, int threads)
    {
        if (!InstructionSets.IsSupported(set)) return double.NaN;
        KernelSet kernels = KernelSet.For(set);
        return Speed(size, threads, set == InstructionSet.Scalar ? 2e6 : 1e8, (a, b, c) => kernels.Multiply(
            (float*)a, (float*)b, (float*)c, size.Rows, size.Columns, size.Depth,
            new(size.Depth, 1, size.Depth * 16, 16, size.Columns), ProductStart.Zero));
    }

    private static double PlainLoop((int Rows, int Depth, int Columns) size) => Speed(size, 1, 2e6, (a, b, c) =>
    {
        float* left = (float*)a, right = (float*)b, result = (float*)c;
        for (int m = 0; m < size.Rows; m++)
        {
            for (int n = 0; n < size.Columns; n++)
            {
                float sum = 0;
                for (int k = 0; k < size.Depth; k++) sum += left[m * size.Depth + k] * right[k * size.Columns + n];
                result[m * size.Columns + n] = sum;
            }
        }
    });

    // Every thread repeats the product on its own buffers; a round lasts from the first thread's start to the last one's end.
    private static double Speed((int Rows, int Depth, int Columns) size, int threads, double flopsARound, Action<nint, nint, nint> product)
    {
        double flops = 2.0 * size.Rows * size.Depth * size.Columns, best = double.MaxValue;
        int repeats = (int)Math.Max(1, flopsARound / flops);
        using Barrier barrier = new(threads + 1);
        var (began, ended) = (new long[threads], new long[threads]);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() => Work(thread)))];
        foreach (Thread worker in workers) worker.Start();
        for (int round = 0; round < Rounds; round++)
        {
            barrier.SignalAndWait();
            barrier.SignalAndWait();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began.Min(), ended.Max()).TotalSeconds);
        }

        foreach (Thread worker in workers) worker.Join();
        return threads * repeats * flops / best / 1e9;

        void Work(int thread)
        {
            AlignedBuffer a = new(size.Rows * size.Depth), b = new(size.Depth * size.Columns), c = new(size.Rows * size.Columns);
            a.Span.Fill(0.5f);
            b.Span.Fill(0.25f);
            for (int round = 0; round < Rounds; round++)
            {
                barrier.SignalAndWait();
                began[thread] = Stopwatch.GetTimestamp();
                for (int i = 0; i < repeats; i++) product((nint)a.Pointer, (nint)b.Pointer, (nint)c.Pointer);
                ended[thread] = Stopwatch.GetTimestamp();
                barrier.SignalAndWait();
            }

            GC.KeepAlive(a);
            GC.KeepAlive(b);
            GC.KeepAlive(c);
        }
    }
}
