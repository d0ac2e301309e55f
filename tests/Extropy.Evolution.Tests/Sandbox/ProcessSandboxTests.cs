using Extropy.Core.Errors;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>What an honest program finds in the sandbox, and what the sandbox of a machine without namespaces says of itself.</summary>
[Collection("sandbox")]
public sealed class ProcessSandboxTests
{
    private static readonly SandboxLimits Short = new() { Wall = TimeSpan.FromSeconds(20), Processor = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task Run_HonestProgram_ReadsItsInputAndWritesItsOutput()
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();

        SandboxResult result = await sandbox.RunAsync(Shell("read word; echo \"$word\"; echo x > file && cat file") with { Input = "hello\n"u8.ToArray() }, CancellationToken.None);

        Assert.Equal(SandboxEnd.Finished, result.End);
        Assert.Equal("hello\nx\n", result.OutputText);
        Assert.Null(result.Failure(Short));
    }

    [Fact]
    public async Task Run_MountedFolder_IsReadAndNotWritten()
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();
        Assert.SkipUnless(sandbox.Strength.AreFilesHidden, string.Join(' ', sandbox.Strength.Missing));
        string folder = Directory.CreateTempSubdirectory("extropy-mount-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0x1ED); // rwxr-xr-x: the program is another user
        await File.WriteAllTextAsync(Path.Combine(folder, "data"), "42", TestContext.Current.CancellationToken);

        SandboxResult result = await sandbox.RunAsync(Shell("cat /candidate/deep/data; touch /candidate/deep/x || exit 7") with { Mounts = [new(folder, "/candidate/deep")] }, CancellationToken.None);
        Directory.Delete(folder, recursive: true);

        Assert.Equal((SandboxEnd.Failed, 7, "42"), (result.End, result.ExitCode, result.OutputText));
    }

    [Fact]
    public async Task Run_Cancelled_KillsAndThrows()
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.RunAsync(Shell("sleep 100"), soon.Token));
    }

    [Fact]
    public async Task Require_WithoutBubblewrap_RefusesUnlessAskedForWeakIsolation()
    {
        ProcessSandbox weak = await SandboxProbe.RunAsync(SandboxTools.Find() with { Bubblewrap = null });

        BadInputException refusal = Assert.Throws<BadInputException>(() => ProcessSandbox.Require(weak, allowWeak: false));

        Assert.False(weak.Strength.IsStrong);
        Assert.Contains("bubblewrap", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--allow-weak-sandbox", refusal.Message, StringComparison.Ordinal);
        Assert.Same(weak, ProcessSandbox.Require(weak, allowWeak: true));
    }

    [Fact]
    public async Task Run_WithoutNamespaces_AttacksOnFilesWorkAndLimitsHold()
    {
        ProcessSandbox weak = await SandboxProbe.RunAsync(SandboxTools.Find() with { Bubblewrap = null });

        SandboxResult reads = await weak.RunAsync(Shell(HostilePrograms.Shell["read passwords"]), CancellationToken.None);
        SandboxResult loops = await weak.RunAsync(Shell("(setsid sleep 1000 &) ; sleep 1000") with { Limits = Short with { Wall = TimeSpan.FromSeconds(0.5) } }, CancellationToken.None);

        Assert.Contains(HostilePrograms.Escaped, reads.OutputText, StringComparison.Ordinal); // the attack is real: it fails only where something isolates
        Assert.Equal(SandboxEnd.WallTime, loops.End);
    }

    [Fact]
    public async Task Sweep_GroupOfAProcessThatIsGone_IsRemovedAndThatOfALivingOneStays()
    {
        ControlGroup? living = ControlGroup.TryCreate(Short, own: 0);
        Assert.SkipWhen(living is null, "no control group can be made here");
        using var gone = System.Diagnostics.Process.Start("/bin/true");
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        string[] mine = [.. living.JoinFiles.Select(file => Path.GetDirectoryName(file)!)];
        string[] left = [.. mine.Select(folder => Path.Combine(Path.GetDirectoryName(folder)!, FormattableString.Invariant($"extropy-{gone.Id}-1")))];
        foreach (string folder in left) Directory.CreateDirectory(folder);

        ControlGroup.Sweep(TimeSpan.FromHours(1));
        Assert.All(left, folder => Assert.True(Directory.Exists(folder))); // too young
        ControlGroup.Sweep(TimeSpan.Zero);

        Assert.All(left, folder => Assert.False(Directory.Exists(folder)));
        Assert.All(mine, folder => Assert.True(Directory.Exists(folder)));
        Assert.Empty((await living.EndAsync(TimeSpan.FromSeconds(20))).Left);
        Assert.All(mine, folder => Assert.False(Directory.Exists(folder)));
    }

    [Fact]
    public void Limits_OutOfRange_AreNamedAllAtOnce()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => new SandboxLimits { Wall = TimeSpan.Zero, Processes = 0, AddressSpace = 1 }.Validate());

        Assert.Contains("wall time", fault.Message, StringComparison.Ordinal);
        Assert.Contains("processes", fault.Message, StringComparison.Ordinal);
        Assert.Contains("2 GiB", fault.Message, StringComparison.Ordinal);
    }

    private static SandboxRequest Shell(string script) => new(["/bin/sh", "-c", script]) { Limits = Short };
}
