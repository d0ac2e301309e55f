using System.Runtime.ExceptionServices;

namespace Extropy.Models.Decoding;

/// <summary>Threads that work through numbered items together with the caller. Which thread takes which item is open, so items must not depend on it.</summary>
internal sealed class WorkCrew : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _begin = new(0), _done = new(0);
    private Action<int>? _work;
    private int _items, _next;
    private ExceptionDispatchInfo? _fault;
    private volatile bool _isClosing;

    /// <param name="degree">Threads, the caller included; at least 1.</param>
    public WorkCrew(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        _threads = new Thread[degree - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new(Serve) { IsBackground = true, Name = "decoder training" };
            _threads[i].Start();
        }
    }

    /// <summary>Does work(0) … work(items − 1) and returns when all are done. A fault of an item is thrown here, after the others have ended.</summary>
    public void Run(int items, Action<int> work)
    {
        (_work, _items, _next, _fault) = (work, items, 0, null);
        int helpers = Math.Min(_threads.Length, items - 1);
        if (helpers > 0) _begin.Release(helpers);
        TakeItems();
        for (int i = 0; i < helpers; i++) _done.Wait();
        _fault?.Throw();
    }

    public void Dispose()
    {
        _isClosing = true;
        if (_threads.Length > 0) _begin.Release(_threads.Length);
        foreach (Thread thread in _threads) thread.Join();
        _begin.Dispose();
        _done.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _begin.Wait();
            if (_isClosing) return;
            TakeItems();
            _done.Release();
        }
    }

    private void TakeItems()
    {
        for (int item = Interlocked.Increment(ref _next) - 1; item < _items; item = Interlocked.Increment(ref _next) - 1)
        {
            try
            {
                _work!(item); // set before the threads were woken
            }
#pragma warning disable CA1031 // the boundary of a work item: the fault goes to the caller
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
            }
#pragma warning restore CA1031
        }
    }
}
