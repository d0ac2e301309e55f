using System.Diagnostics;

namespace Extropy.Evolution.Sandbox;

/// <summary>Ends a process by its id.</summary>
internal static class ProcessEnd
{
    /// <summary>Kills it; one that is gone is passed over.</summary>
    public static void Of(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return; // gone by itself
        }
    }
}
