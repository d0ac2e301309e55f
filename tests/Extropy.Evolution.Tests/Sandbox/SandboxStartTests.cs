using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>A program that cannot be started holds nothing of the machine.</summary>
[Collection("sandbox")]
public sealed class SandboxStartTests
{
    private const int Attempts = 20;

    // The kernel takes no argument of more than 128 KiB.
    private static readonly SandboxRequest TooLong = new(["/bin/echo", new string('x', 200_000)]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_ThatTheKernelRefuses_HoldsNothing(bool isStrong)
    {
        SandboxTools tools = SandboxTools.Find();
        Assert.SkipWhen(isStrong && tools.Bubblewrap is null, "there is no bubblewrap here");
        await AssertHoldsNothingAsync(tools, isStrong, TooLong);
    }

    [Fact]
    public async Task Start_WithoutAFolder_HoldsNothing() =>
        await AssertHoldsNothingAsync(SandboxTools.Find() with { Temporary = "/dev/null/folder" }, isStrong: false, new(["/bin/true"]));

    private static async Task AssertHoldsNothingAsync(SandboxTools tools, bool isStrong, SandboxRequest request)
    {
        string[] before = Held();
        int pipes = Pipes();

        for (int i = 0; i < Attempts; i++)
            await Assert.ThrowsAsync<ExtropyException>(() => SandboxedProcess.StartAsync(tools, isStrong, request));

        Assert.Equal(before, Held());
        Assert.InRange(Pipes() - pipes, int.MinValue, Attempts - 1); // other tests open some beside this
    }

    // Users, control groups and folders of this process; tests that take any of them do not run beside this one.
    private static string[] Held() =>
    [
        SandboxUsers.Left.ToString(CultureInfo.InvariantCulture),
        .. Directory.GetDirectories(Path.GetTempPath(), WeakScratch.Prefix + "*"),
        .. Directory.GetDirectories("/sys/fs/cgroup", FormattableString.Invariant($"extropy-{Environment.ProcessId}-*"), new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }),
    ];

    private static int Pipes() => Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget is { } target && (target.StartsWith("pipe:", StringComparison.Ordinal) || target.StartsWith("socket:", StringComparison.Ordinal)));
}
