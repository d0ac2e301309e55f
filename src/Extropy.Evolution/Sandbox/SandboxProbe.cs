using System.Collections.Immutable;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>Tries out what holds in the sandbox of this machine, by running small programs in it.</summary>
internal static class SandboxProbe
{
    private const string Says = "held";
    private const string Install = "Install Debian's package bubblewrap (eng/install-sandbox.sh), or run where user namespaces are allowed.";

    private const string Unmarked = "Processes of a program are found again by a mark in their environment; one that takes it off outlives its limits.";

    // No interface but the loopback, which is down: the file names every interface, and routes has one line of headings.
    private const string Network = "[ \"$(tail -n +3 /proc/net/dev | wc -l)\" -le 1 ] && [ \"$(wc -l < /proc/net/route)\" -le 1 ] && echo held";

    // Neither homes nor temporary files of this machine, and nothing can be written outside the scratch folder.
    private const string Files = "[ ! -e /home ] && [ ! -e /root ] && [ ! -e /etc/passwd ] && ! touch /probe 2>/dev/null && ! touch /usr/probe 2>/dev/null && touch /scratch/probe && echo held";

    private const string Processes = "[ \"$(ls -d /proc/[0-9]* | wc -l)\" -le 8 ] && echo held";

    private static readonly SandboxLimits Short = new() { Wall = TimeSpan.FromSeconds(10), Processor = TimeSpan.FromSeconds(5) };

    /// <summary>Tries everything.</summary>
    public static async Task<ProcessSandbox> RunAsync(SandboxTools tools)
    {
        if (!OperatingSystem.IsLinux()) return new(tools, new(false, false, false, false, false, "none", [$"Isolation is made of Linux's namespaces, and this is {Environment.OSVersion.Platform}."]));
        if (tools.Bubblewrap is null) return await WeakAsync(tools, "There is no bubblewrap. " + Install).ConfigureAwait(false);
        SandboxStrength hoped = new(true, true, true, false, tools.CanChangeUser, "bubblewrap", []);
        var strong = new ProcessSandbox(tools, hoped);
        bool network = await HeldAsync(strong, Network).ConfigureAwait(false), files = await HeldAsync(strong, Files).ConfigureAwait(false),
            processes = await HeldAsync(strong, Processes).ConfigureAwait(false);
        if (!files || !network || !processes)
            return await WeakAsync(tools, $"bubblewrap does not isolate here ({await WhyAsync(strong).ConfigureAwait(false)}). {Install}").ConfigureAwait(false);
        return new(tools, Named(hoped, tools));
    }

    private static async Task<ProcessSandbox> WeakAsync(SandboxTools tools, string why)
    {
        var nothing = new SandboxStrength(false, false, false, false, false, "no namespaces", [why]);
        if (tools.CanChangeUser)
        {
            SandboxResult? asked = await TryAsync(new ProcessSandbox(tools, nothing), "id -u").ConfigureAwait(false);
            if (asked is { End: SandboxEnd.Finished } && uint.TryParse(asked.OutputText.Trim(), out uint user) && SandboxUsers.IsOurs(user))
                return new(tools, Named(nothing with { IsOtherUser = true }, tools));
            tools = tools with { SetPrivileges = null };
            nothing = nothing with { Missing = nothing.Missing.Add($"A program cannot be made another user here ({asked?.Failure(Short) ?? "it cannot be started"}), so it has the rights of this process.") };
        }

        SandboxStrength found = Named(nothing, tools);
        return new(tools, found.IsMemoryBound ? found : found with { Missing = found.Missing.Add(Unmarked) });
    }

    private static SandboxStrength Named(SandboxStrength strength, SandboxTools tools)
    {
        ControlGroup? group = tools.HasGroups ? ControlGroup.TryCreate(Short, own: 0) : null;
        group?.Remove();
        ImmutableArray<string> missing = strength.Missing;
        if (group is null) missing = missing.Add("No control group can be made, so memory is bound for each process alone; run as root, or in a delegated group.");
        if (tools.Limits is null) missing = missing.Add("There is no prlimit (util-linux), so no limit of resources is set.");
        string mechanism = string.Join(", ", (string[])[strength.Mechanism, .. strength.IsOtherUser ? ["a user without rights"] : (string[])[], .. group is null ? [] : (string[])["a control group"], .. tools.Limits is null ? [] : (string[])["limits of resources"]]);
        return strength with { IsMemoryBound = group is not null, Missing = missing, Mechanism = mechanism };
    }

    private static async Task<bool> HeldAsync(ProcessSandbox sandbox, string script)
    {
        SandboxResult? result = await TryAsync(sandbox, script).ConfigureAwait(false);
        return result is { End: SandboxEnd.Finished } && result.OutputText.Trim() == Says;
    }

    private static async Task<string> WhyAsync(ProcessSandbox sandbox) =>
        await TryAsync(sandbox, "true").ConfigureAwait(false) is { } result ? result.Failure(Short) ?? "a probe saw what it should not" : "it cannot be started";

    private static async Task<SandboxResult?> TryAsync(ProcessSandbox sandbox, string script)
    {
        try
        {
            return await sandbox.RunAsync(new SandboxRequest(["/bin/sh", "-c", script]) { Limits = Short }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ExtropyException)
        {
            return null;
        }
    }
}
