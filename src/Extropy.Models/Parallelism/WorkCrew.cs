using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Extropy.Models.Parallelism;

/// <summary>
/// Threads that work through blocks of items together with the caller. Which thread takes which block is open, so work must not depend on it;
/// how the items are cut is not: blocks of a given length, whatever the number of threads.
/// </summary>
/// <remarks>
/// One crew serves everything in a training step, one call after another: <see cref="Run"/> is not to be called by two threads at once nor from
/// inside work, except on <see cref="Alone"/>. A call allocates nothing; it costs a wake-up of sleeping threads, some ten microseconds.
/// </remarks>
public sealed unsafe class WorkCrew : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _begin = new(0), _done = new(0);
    private readonly Lock _faulting = new();
    private delegate*<void*, int, int, void> _do; // of the call that runs, with the place of its work on the caller's stack
    private void* _work;
    private int _length, _blockLength, _blocks, _next, _faultyBlock;
    private ExceptionDispatchInfo? _fault;
    private volatile bool _isClosing;

    /// <summary>A crew of so many threads.</summary>
    /// <param name="degree">Threads, the caller included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public WorkCrew(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        _threads = new Thread[degree - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new(Serve) { IsBackground = true, Name = "work crew" };
            _threads[i].Start();
        }
    }

    /// <summary>The caller without helpers; may be shared by any number of threads.</summary>
    public static WorkCrew Alone { get; } = new(1);

    /// <summary>Threads, the caller included.</summary>
    public int Degree => _threads.Length + 1;

    /// <summary>Does all items and returns when the last is done.</summary>
    /// <typeparam name="TWork">A struct, so that the loop inside is compiled for it and nothing is allocated.</typeparam>
    /// <param name="length">Items, numbered from 0.</param>
    /// <param name="blockLength">Items that one thread takes at a time, at least 1. Part of the work's definition: never derive it from the
    /// number of threads.</param>
    /// <param name="work">What to do.</param>
    /// <remarks>Faults are thrown here once no block runs any more; of several, that of the first block.</remarks>
    public void Run<TWork>(int length, int blockLength, TWork work)
        where TWork : struct, IBlockWork, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockLength, 1);
        int blocks = (int)(((long)length + blockLength - 1) / blockLength), helpers = Math.Min(_threads.Length, blocks - 1);
        if (helpers <= 0)
        {
            for (int start = 0; start < length; start += blockLength) work.Do(start, Math.Min(blockLength, length - start));
            return;
        }

        // The work stays where it is, on this stack, until every helper has reported: its address, and the spans in it, hold that long.
        (_length, _blockLength, _blocks, _next, _fault) = (length, blockLength, blocks, 0, null);
        _work = Unsafe.AsPointer(ref work);
        _do = &Call<TWork>;
        _begin.Release(helpers);
        TakeBlocks();
        for (int i = 0; i < helpers; i++) _done.Wait();
        _fault?.Throw();
    }

    /// <summary>Ends the threads. No call may be running.</summary>
    public void Dispose()
    {
        if (_threads.Length == 0) return;
        _isClosing = true;
        _begin.Release(_threads.Length);
        foreach (Thread thread in _threads) thread.Join();
        _begin.Dispose();
        _done.Dispose();
    }

    private static void Call<TWork>(void* work, int start, int count)
        where TWork : struct, IBlockWork, allows ref struct => Unsafe.AsRef<TWork>(work).Do(start, count);

    private void Serve()
    {
        while (true)
        {
            _begin.Wait();
            if (_isClosing) return;
            TakeBlocks();
            _done.Release();
        }
    }

    private void TakeBlocks()
    {
        for (int block = Interlocked.Increment(ref _next) - 1; block < _blocks; block = Interlocked.Increment(ref _next) - 1)
        {
            try
            {
                int start = block * _blockLength;
                _do(_work, start, Math.Min(_blockLength, _length - start));
            }
#pragma warning disable CA1031 // the boundary of a work item: the fault goes to the caller
            catch (Exception fault)
            {
                Keep(block, fault);
            }
#pragma warning restore CA1031
        }
    }

    private void Keep(int block, Exception fault)
    {
        lock (_faulting)
        {
            if (_fault is null || block < _faultyBlock) (_faultyBlock, _fault) = (block, ExceptionDispatchInfo.Capture(fault));
        }
    }
}
