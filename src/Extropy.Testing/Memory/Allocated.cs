namespace Extropy.Testing.Memory;

/// <summary>Counts what work allocates on the managed heap of the calling thread.</summary>
public static class Allocated
{
    private const int Rounds = 5;

    /// <summary>
    /// The fewest bytes that one of five runs allocated. Work that allocates does so in every run; a collection that another thread starts may
    /// charge a run with the rest of this thread's allocation quantum, up to 8 KiB, but not all five.
    /// </summary>
    /// <param name="work">Warmed up already.</param>
    public static long Least(Action work)
    {
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
