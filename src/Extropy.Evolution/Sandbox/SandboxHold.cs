using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// What one sandboxed program holds of this machine beside its process: a user, a control group, a folder, a mark. All of it is taken or nothing, and all of
/// it is given back once.
/// </summary>
internal sealed class SandboxHold
{
    private const string MarkName = "EXTROPY_SANDBOX";
    private const int OwnProcesses = 2; // bubblewrap outside and inside of its namespaces; everything else becomes the program
    private static long s_last;

    private readonly TimeSpan _patience;

    private SandboxHold(TimeSpan patience) => _patience = patience;

    /// <summary>What every mark that this process gives begins with.</summary>
    public static string Marks { get; } = string.Create(CultureInfo.InvariantCulture, $"{MarkName}={Environment.ProcessId}-");

    /// <summary>Whom the program becomes; null for the user of this process.</summary>
    public uint? User { get; private init; }

    /// <summary>Its control group; null where none can be made.</summary>
    public ControlGroup? Group { get; private set; }

    /// <summary>Its folder on this machine; null where it gets one in a namespace.</summary>
    public string? Scratch { get; private set; }

    /// <summary>An entry of its environment by which its processes are found again where nothing else tells them from others; null where something does.</summary>
    public string? Mark { get; private init; }

    /// <summary>Takes what a program needs.</summary>
    /// <param name="tools">What there is.</param>
    /// <param name="isStrong">With namespaces.</param>
    /// <param name="limits">Of the program.</param>
    /// <exception cref="ExtropyException">The machine has no more; nothing is held then.</exception>
    public static SandboxHold Take(SandboxTools tools, bool isStrong, SandboxLimits limits)
    {
        uint? user = tools.CanChangeUser ? SandboxUsers.Take() ?? throw new ExtropyException("More than a thousand sandboxed programs run at once.") : null;
        string? mark = isStrong || user is not null ? null : string.Create(CultureInfo.InvariantCulture, $"{Marks}{Interlocked.Increment(ref s_last)}");
        var hold = new SandboxHold(tools.Patience) { User = user, Mark = mark };
        try
        {
            if (tools.HasGroups) hold.Group = ControlGroup.TryCreate(limits, isStrong ? OwnProcesses : 0);
            if (!isStrong) hold.Scratch = WeakScratch.Make(tools.Temporary, user is not null);
            return hold;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            hold.GiveBackUnused();
            throw new ExtropyException($"The sandbox has no folder for a program: {error.Message}", error);
        }
    }

    /// <summary>Kills what is left of the program and gives everything back.</summary>
    /// <returns>What it used, and which of its processes did not go; a user whom somebody still is is kept.</returns>
    public async Task<ControlGroupEnd> GiveBackAsync()
    {
        ControlGroupEnd end = Group is null ? ControlGroupEnd.Unknown : await Group.EndAsync(_patience).ConfigureAwait(false);
        if (Find is { } find && end.Left.Length == 0) end = end with { Left = await Leftovers.EndAsync(find, _patience).ConfigureAwait(false) };
        if (Scratch is not null) WeakScratch.Remove(Scratch);
        if (User is { } user && end.Left.Length == 0) SandboxUsers.GiveBack(user);
        return end;
    }

    // A group names its members; without one, they are looked for.
    private Func<int[]>? Find => Group is not null ? null : User is { } user ? () => Leftovers.OfUser(user) : Mark is { } mark ? () => Leftovers.OfMark(mark) : null;

    private void GiveBackUnused()
    {
        Group?.Remove();
        if (User is { } user) SandboxUsers.GiveBack(user);
    }
}
