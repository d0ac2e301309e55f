using System.Collections.Concurrent;

namespace Extropy.Evolution.Sandbox;

/// <summary>Users without rights, one for each program at a time, so that none of them can see or signal another, and each has its own count of processes.</summary>
internal static class SandboxUsers
{
    private const uint First = 1_610_612_736; // far above what systems give to people and services
    private const uint OfEachProcess = 1_024;

    private static readonly ConcurrentQueue<uint> Free = new(Enumerable.Range(0, (int)OfEachProcess).Select(slot => Base + (uint)slot));

    private static uint Base => First + (uint)(Environment.ProcessId % 500_000) * OfEachProcess;

    /// <summary>How many nobody uses.</summary>
    public static int Left => Free.Count;

    /// <summary>The users that this process gives out: the first, and the first after the last.</summary>
    public static (uint First, uint End) Range => (Base, Base + OfEachProcess);

    /// <summary>Whether a user is one of those that this process gives out.</summary>
    public static bool IsOurs(uint user) => user >= Range.First && user < Range.End;

    /// <summary>One that nobody uses; null when all are taken.</summary>
    public static uint? Take() => Free.TryDequeue(out uint user) ? user : null;

    /// <summary>Gives one back, when none of its processes is left.</summary>
    public static void GiveBack(uint user) => Free.Enqueue(user);
}
