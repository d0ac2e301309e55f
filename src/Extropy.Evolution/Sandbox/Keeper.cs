using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// A small process that waits for the end of this one, however it comes, and then kills the programs that this one left without a namespace: nothing else
/// would hold them to their wall time. Where there are namespaces the kernel does it.
/// </summary>
internal static class Keeper
{
    private const string Shell = "/bin/sh";
    private const string Session = "/usr/bin/setsid";

    // The pipe to its input ends with this process. Then, until nobody is found: whoever is one of the users from $1 to below $2, or carries the mark $3.
    // $4 is what names of folders begin with that are removed afterwards.
    private const string Script =
        """
        trap '' INT TERM HUP QUIT
        exec >/dev/null 2>&1
        while read -r _; do :; done
        round=0
        while [ "$round" -lt 200 ]; do
          left=
          for folder in /proc/[0-9]*; do
            user=
            while read -r name user _; do [ "$name" = Uid: ] && break; done < "$folder/status"
            [ "${user:-0}" -ge "$1" ] && [ "$user" -lt "$2" ] && left="$left ${folder#/proc/}"
          done
          for file in $(grep -lzs "^$3" /proc/[0-9]*/environ); do file=${file%/environ}; left="$left ${file#/proc/}"; done
          [ -z "$left" ] && break
          kill -9 $left
          round=$((round+1))
          sleep 0.02
        done
        rm -rf "$4"*
        """;

    private static readonly Lazy<Task<Process>> Started = new(StartAsync);

    /// <summary>Sees to it that the keeper is there.</summary>
    /// <exception cref="ExtropyException">It is not, and cannot be started.</exception>
    public static async Task RequireAsync()
    {
        Process keeper = await Started.Value.ConfigureAwait(false);
        if (keeper.HasExited) throw new ExtropyException("The process that ends sandboxed programs when this one is killed is gone. Nothing is run without it; start again.");
    }

    private static async Task<Process> StartAsync()
    {
        (uint first, uint end) = SandboxUsers.Range;
        var what = new ProcessStartInfo { RedirectStandardInput = true, WorkingDirectory = "/", FileName = File.Exists(Session) ? Session : Shell };
        if (what.FileName == Session) what.ArgumentList.Add(Shell); // a signal to the group of this process must not reach it
        string[] arguments =
        [
            "-c", Script.ReplaceLineEndings("\n"), "keeper", first.ToString(CultureInfo.InvariantCulture), end.ToString(CultureInfo.InvariantCulture), SandboxHold.Marks,
            Path.Combine(Path.GetTempPath(), WeakScratch.Prefix),
        ];
        foreach (string argument in arguments) what.ArgumentList.Add(argument);
        what.Environment.Clear();
        what.Environment["PATH"] = "/usr/bin:/bin";
        try
        {
            return await Launcher.StartAsync(what).ConfigureAwait(false);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw new ExtropyException($"The process that ends sandboxed programs when this one is killed could not be started: {error.Message}", error);
        }
    }
}
