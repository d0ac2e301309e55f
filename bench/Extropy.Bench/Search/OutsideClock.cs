using System.Diagnostics;

namespace Extropy.Bench.Search;

/// <summary>Adds up the time spent outside the engine.</summary>
internal sealed class OutsideClock
{
    public long Ticks { get; private set; }

    public T Time<T>(Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        Ticks += Stopwatch.GetTimestamp() - start;
        return result;
    }

    public void Add(long start) => Ticks += Stopwatch.GetTimestamp() - start;
}
