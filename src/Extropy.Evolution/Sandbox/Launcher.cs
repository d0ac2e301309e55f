using System.Collections.Concurrent;
using System.Diagnostics;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// Starts processes on a thread that lives as long as this process. A sandbox asks the kernel to kill it when its parent dies, and the kernel takes the
/// thread that started it for the parent: a thread of the pool may end at any time.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Work = Begin();

    /// <summary>Starts a process.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo what)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(what)!); // not null without a shell
            }
            catch (Exception error) // the boundary of this thread, which must outlive every failure: whoever waits is told
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (Action one in work.GetConsumingEnumerable()) one();
        }) { IsBackground = true, Name = "sandbox launcher" };
        thread.Start();
        return work;
    }
}
