using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>
/// More than a hundred programs that try to do harm: each must end in time, reach nothing, leave nothing, and the sandbox must serve the next honest program
/// at once. Where this machine cannot isolate, the test says so and is skipped: code of strangers is refused there.
/// </summary>
[Trait("Kind", "adversarial")]
[Collection("sandbox")] // it looks for processes that others of this program would start
public sealed class HostileTests : IAsyncLifetime
{
    private const string Secret = "EXTROPY_SECRET_OF_THE_ENGINE";
    private const int SideBySide = 8;
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20); // a machine that does other work beside the test

    private static readonly SandboxLimits Limits = new()
    {
        Wall = TimeSpan.FromSeconds(1), Processor = TimeSpan.FromSeconds(1), Memory = 256L << 20, Processes = 64, Scratch = 4L << 20, Output = 64L << 10,
    };

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _canary = Path.Combine(Directory.CreateTempSubdirectory("extropy-canary-").FullName, "canary");
    private readonly Socket _file = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket _name = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<string> _escaped = [];
    private ProcessSandbox _sandbox = null!; // set before every test
    private Process _keeper = null!; // set before every test: a process of this machine with a key in its environment

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private string SocketFile => _canary + ".socket";

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ProcessSandbox.DetectAsync();
        Environment.SetEnvironmentVariable(Secret, "SECRET"); // what a sandbox that passed this process's environment on would show
        var keeper = new ProcessStartInfo("/bin/sleep", "600");
        keeper.Environment[Secret] = "SECRET"; // what a sandbox that showed other processes would show, in /proc
        _keeper = Process.Start(keeper)!; // not null without a shell
        await File.WriteAllTextAsync(_canary, "alive");
        _file.Bind(new UnixDomainSocketEndPoint(SocketFile));
        _name.Bind(new UnixDomainSocketEndPoint("\0" + _canary)); // abstract: it has a name and no file
        _file.Listen();
        _name.Listen();
        _listener.Start();
        if (OperatingSystem.IsWindows()) return;
        foreach (string open in new[] { _canary, SocketFile, Path.GetDirectoryName(_canary)! }) File.SetUnixFileMode(open, (UnixFileMode)0x1FF); // rwxrwxrwx: rights shall not be what protects it
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        _file.Dispose();
        _name.Dispose();
        _keeper.Kill();
        _keeper.Dispose();
        Directory.Delete(Path.GetDirectoryName(_canary)!, recursive: true); // made above
        await Task.CompletedTask;
    }

    [Fact]
    public async Task ShellPrograms_AreAllContained()
    {
        RequireIsolation();
        await Parallel.ForEachAsync(HostilePrograms.Shell, Options(), async (program, token) =>
        {
            long start = Stopwatch.GetTimestamp();
            SandboxResult result = await _sandbox.RunAsync(Shell(program.Value), token);
            Judge(program.Key, Stopwatch.GetElapsedTime(start), result.OutputText + Encoding.UTF8.GetString(result.ErrorTail.Span).Replace(program.Value, "", StringComparison.Ordinal));
            if (result.Output.Length > Limits.Output) _escaped.Add($"{program.Key}: {result.Output.Length} bytes of output");
        });

        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task PythonPrograms_AreAllContained()
    {
        RequireIsolation();
        string? python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : null;
        Assert.SkipWhen(python is null, "there is no /usr/bin/python3 here");
        await Parallel.ForEachAsync(HostilePython.Programs, Options(), async (program, token) =>
        {
            long start = Stopwatch.GetTimestamp();
            SandboxResult result = await _sandbox.RunAsync(new SandboxRequest([python!, "-c", Filled(program.Value)]) { Limits = Limits }, token);
            Judge(program.Key, Stopwatch.GetElapsedTime(start), result.OutputText);
        });

        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task CSharpCandidates_AreAllContained()
    {
        RequireIsolation();
        var options = new CSharpCandidatesOptions { Limits = Limits, IsNarrow = false, Waiting = SideBySide, CompileTime = TimeSpan.FromSeconds(5) };
        await using (var candidates = new CSharpCandidates(_sandbox, options))
        {
            await candidates.WarmAsync(CancellationToken.None);
            IEnumerable<(string Name, string Source)> all =
                HostilePrograms.CSharp.Select(program => (program.Key, HostilePrograms.Candidate(program.Value, Port, Environment.ProcessId, _canary)))
                    .Concat(HostilePrograms.Sources.Select(source => (source.Key, source.Value)));
            await Parallel.ForEachAsync(all, Options(), async (program, token) =>
            {
                long start = Stopwatch.GetTimestamp();
                CandidateAnswer answer = await candidates.RunAsync(program.Source, token);
                bool isOut = answer.Layout is { Rows: 1, Columns: 1 } layout && layout[0, 0] == HostilePrograms.EscapedNumber;
                Judge(program.Name, Stopwatch.GetElapsedTime(start) - options.CompileTime, isOut ? HostilePrograms.Escaped : answer.Failure ?? "");
                if (answer.Layout is { } table && table.Numbers.Length > options.MostNumbers) _escaped.Add($"{program.Name}: {table.Numbers.Length} numbers");
            });

            long before = Stopwatch.GetTimestamp();
            CandidateAnswer honest = await candidates.RunAsync(HostilePrograms.Candidate("return Fine();", Port, 1, _canary), CancellationToken.None);
            Assert.Null(honest.Failure);
            TestContext.Current.TestOutputHelper!.WriteLine($"an honest candidate right afterwards: {Stopwatch.GetElapsedTime(before).TotalMilliseconds:0} ms");
        }

        await AssertNothingHappenedAsync();
    }

    [Theory]
    [InlineData("tcp to this machine")]
    [InlineData("socket of a file")]
    [InlineData("abstract socket")]
    [InlineData("read keys")]
    public async Task WithoutIsolation_TheSameProgramsManage(string program)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3 here");
        ProcessSandbox weak = await SandboxProbe.RunAsync(SandboxTools.Find() with { Bubblewrap = null, SetPrivileges = null });

        SandboxResult result = await weak.RunAsync(new SandboxRequest(["/usr/bin/python3", "-c", Filled(HostilePython.Programs[program])]), CancellationToken.None);

        Assert.Contains(HostilePrograms.Escaped, result.OutputText, StringComparison.Ordinal);
    }

    private static ParallelOptions Options() => new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = TestContext.Current.CancellationToken };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string Filled(string program) => program.Replace("PORT", Text(Port), StringComparison.Ordinal)
        .Replace("ENGINE", Text(Environment.ProcessId), StringComparison.Ordinal).Replace("CANARY", _canary, StringComparison.Ordinal);

    private void RequireIsolation() => Assert.SkipUnless(_sandbox.Strength.IsStrong, string.Join(' ', _sandbox.Strength.Missing));

    private SandboxRequest Shell(string script) => new(["/bin/sh", "-c", $"PORT={Port}; CANARY={_canary}; ENGINE={Environment.ProcessId}; {script}"]) { Limits = Limits };

    private void Judge(string name, TimeSpan time, string said)
    {
        if (said.Contains(HostilePrograms.Escaped, StringComparison.Ordinal)) _escaped.Add($"{name}: escaped ({said.Trim()})");
        if (said.Contains("SECRET_OF", StringComparison.Ordinal)) _escaped.Add($"{name}: read a key");
        if (time > Limits.Wall + Grace) _escaped.Add($"{name}: took {time.TotalSeconds:0.0} s");
    }

    private async Task AssertNothingHappenedAsync()
    {
        Assert.Empty(_escaped);
        Assert.False(_listener.Pending(), "something connected to this machine");
        Assert.False(_file.Poll(0, SelectMode.SelectRead), "something connected to a socket of this machine");
        Assert.False(_name.Poll(0, SelectMode.SelectRead), "something connected to an abstract socket of this machine");
        Assert.Equal("alive", await File.ReadAllTextAsync(_canary));
        Assert.Equal([_canary, SocketFile], Directory.GetFileSystemEntries(Path.GetDirectoryName(_canary)!).Order(StringComparer.Ordinal)); // made above
        Assert.False(File.Exists("/dev/shm/extropy-left") || File.Exists("/tmp/extropy-left"), "a file is left on this machine");
        string[] left = [.. Left()];
        for (long start = Stopwatch.GetTimestamp(); left.Length > 0 && Stopwatch.GetElapsedTime(start) < Grace;)
        {
            await Task.Delay(20);
            left = [.. Left()];
        }

        Assert.Empty(left);
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 3 && best > Back; i++) // a machine that does other work may hold one up
        {
            long start = Stopwatch.GetTimestamp();
            SandboxResult honest = await _sandbox.RunAsync(new SandboxRequest(["/bin/sh", "-c", "echo fine"]) { Limits = new SandboxLimits() }, CancellationToken.None);
            best = Stopwatch.GetElapsedTime(start);
            Assert.Equal("fine\n", honest.OutputText);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"an honest program right afterwards: {best.TotalMilliseconds:0} ms");
        Assert.InRange(best, TimeSpan.Zero, Back);
    }

    // Processes of the users that this process gives to sandboxed programs.
    private static IEnumerable<string> Left()
    {
        foreach (string status in Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(folder => folder + "/status"))
        {
            string text;
            try
            {
                text = File.ReadAllText(status);
            }
            catch (IOException)
            {
                continue; // gone
            }

            string? user = text.Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal));
            if (user is not null && uint.TryParse(user.Split('\t')[1], CultureInfo.InvariantCulture, out uint id) && SandboxUsers.IsOurs(id))
                yield return text.Split('\n')[0];
        }
    }
}
