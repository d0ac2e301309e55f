using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>
/// The sandbox used by other processes than this: by an ordinary user, where user namespaces are switched off, by a root without rights, and by one that is
/// killed. Where this process is no root, it is the ordinary user itself.
/// </summary>
[Collection("sandbox")]
public sealed class SandboxHostTests : IDisposable
{
    private const string Candidate = "static class Candidate { static double[,] Run() => new double[2, 1]; }";
    private const string Nobody = "/usr/bin/setpriv --reuid=65534 --regid=65534 --clear-groups";
    private const string NoRights = "/usr/bin/setpriv --bounding-set=-all --inh-caps=-all";
    private const string NoNamespaces = "/usr/bin/bwrap --unshare-user --disable-userns --dev-bind / /";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // a machine that does other work beside the test

    private readonly string _folder = Directory.CreateTempSubdirectory("extropy-host-").FullName;

    public SandboxHostTests()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_folder, (UnixFileMode)0x1ED); // rwxr-xr-x: another user starts what lies here
        string built = AppContext.BaseDirectory.Replace(Assembly.GetExecutingAssembly().GetName().Name!, "Extropy.SandboxHost", StringComparison.Ordinal); // an assembly has a name
        foreach (string file in Directory.GetFiles(built).Where(file => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task OrdinaryUser_RunsCandidatesWhereTheyAreIsolatedAndElseRefuses()
    {
        bool isStrong = (await ProcessSandbox.DetectAsync()).Strength.IsStrong;

        string said = await RunAsync(AsNobody(), "found", "refuse", "--candidate", Candidate);

        Assert.Contains("other user False", said, StringComparison.Ordinal);
        Assert.EndsWith(isStrong ? "2 rows" : "pass --allow-weak-sandbox.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrdinaryUser_WithManyThreadsOfItsOwn_StillStartsPrograms()
    {
        string sleepers = "i=0; all=; while [ $i -lt 100 ]; do sleep 100 >&- & all=\"$all $!\"; i=$((i+1)); done; \"$@\"; kill $all";

        string said = await RunAsync([.. AsNobody(), "/bin/sh", "-c", sleepers, "sh"], "unmarked", "allow", "for i in 1 2 3; do sleep 0 & done; wait");

        Assert.EndsWith("Finished 0", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse", "pass --allow-weak-sandbox.")]
    [InlineData("allow", "Finished 0")]
    public async Task WithoutUserNamespaces_CodeOfStrangersIsRefusedUnlessAskedFor(string choice, string end)
    {
        Assert.SkipUnless((await ProcessSandbox.DetectAsync()).Strength.IsStrong, "there are none here");

        string said = await RunAsync([.. AsNobody(), .. NoNamespaces.Split(' ')], "found", choice, "echo ran");

        Assert.StartsWith("strong False", said, StringComparison.Ordinal);
        Assert.Contains("user namespaces", said, StringComparison.Ordinal);
        Assert.EndsWith(end, said, StringComparison.Ordinal);
        Assert.Equal(choice == "allow", said.Contains("ran\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RootWithoutRights_SaysThatProgramsHaveItsUser()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "this is no root");

        string said = await RunAsync(NoRights.Split(' '), "found", "allow", "id -u");

        Assert.StartsWith("strong False, other user False", said, StringComparison.Ordinal);
        Assert.Contains("cannot be made another user here", said, StringComparison.Ordinal);
        Assert.EndsWith("\n0\nFinished 0", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("found", true)]
    [InlineData("found", false)]
    [InlineData("weak", true)]
    [InlineData("unmarked", false)]
    public async Task KilledEngine_TakesProgramsAndDaemonsAlong(string kind, bool asItself)
    {
        string time = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{(asItself ? 1 : 2)}{kind.Length}");
        string daemon = $"setsid sleep {time} >&- 2>&- <&- & sleep {time} & echo begun; wait";
        using Process engine = Start(asItself ? [] : AsNobody(), kind, "allow", daemon);
        while (await engine.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "begun") continue;
        Assert.NotEmpty(Sleepers(time));

        engine.Kill(entireProcessTree: false);
        await engine.WaitForExitAsync(TestContext.Current.CancellationToken);

        long killed = Stopwatch.GetTimestamp();
        while (Sleepers(time).Length > 0 && Stopwatch.GetElapsedTime(killed) < Patience) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Empty(Sleepers(time));
        while (Scratches(engine.Id).Length > 0 && Stopwatch.GetElapsedTime(killed) < Patience) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Empty(Scratches(engine.Id));
    }

    private static string[] AsNobody() => Environment.IsPrivilegedProcess ? Nobody.Split(' ') : [];

    private static string[] Scratches(int engine) => Directory.GetDirectories(Path.GetTempPath(), FormattableString.Invariant($"extropy-scratch-{engine}-*"));

    private static int[] Sleepers(string time) =>
    [
        .. Process.GetProcessesByName("sleep").Select(process => process.Id).Where(process =>
        {
            try
            {
                return File.ReadAllText($"/proc/{process}/cmdline").Contains(time, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // gone
            }
        }),
    ];

    private async Task<string> RunAsync(string[] before, params string[] arguments)
    {
        using Process host = Start(before, arguments);
        string said = await host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Trim();
    }

    private Process Start(string[] before, params string[] arguments)
    {
        string[] line = [.. before, Environment.ProcessPath!.EndsWith("/dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet", Path.Combine(_folder, "Extropy.SandboxHost.dll"), .. arguments]; // a process has a path
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, WorkingDirectory = _folder })!; // not null without a shell
    }
}
