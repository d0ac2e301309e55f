using Extropy.Core.Errors;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>Why a program is no longer there, what it used, and what is said where it is still there.</summary>
[Collection("sandbox")]
public sealed class SandboxEndTests
{
    private static readonly SandboxLimits Short = new() { Wall = TimeSpan.FromSeconds(20), Processor = TimeSpan.FromSeconds(1), Output = 10_000, Scratch = 64L << 10, Processes = 16 };

    // Nobody waits for a process that was told to go.
    private static readonly SandboxTools Impatient = SandboxTools.Find() with { Bubblewrap = null, Patience = TimeSpan.FromTicks(-1) };

    [Theory]
    [InlineData("sleep 100", SandboxEnd.WallTime, "still running after 0.5 s")]
    [InlineData("while :; do :; done", SandboxEnd.ProcessorTime, "more than 1 s of processor time")]
    [InlineData("trap '' XCPU; while :; do :; done", SandboxEnd.ProcessorTime, "more than 1 s of processor time")]
    [InlineData("yes", SandboxEnd.Output, "more than 9 KiB")]
    [InlineData("head -c 1000000 /dev/zero > file", SandboxEnd.FileSize, "a file larger than 64 KiB")]
    [InlineData("truncate -s 10G file", SandboxEnd.FileSize, "a file larger than 64 KiB")]
    [InlineData("exit 3", SandboxEnd.Failed, "exit code 3")]
    [InlineData("kill -SEGV $$", SandboxEnd.Failed, "exit code 139")]
    public async Task Run_OverALimit_SaysWhich(string script, SandboxEnd expected, string sentence)
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();
        SandboxLimits limits = expected == SandboxEnd.WallTime ? Short with { Wall = TimeSpan.FromSeconds(0.5) } : Short;

        SandboxResult result = await sandbox.RunAsync(Shell(script) with { Limits = limits }, CancellationToken.None);

        Assert.Equal(expected, result.End);
        Assert.Contains(sentence, result.Failure(limits), StringComparison.Ordinal);
        Assert.True(result.Output.Length <= limits.Output);
    }

    [Theory]
    [InlineData("tail /dev/zero", SandboxEnd.Memory, "more than 32 MiB of memory")]
    [InlineData("for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do sleep 100 & done", SandboxEnd.Processes, "more than 16 processes and threads")]
    [InlineData("for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 0 & done; wait; exit 3", SandboxEnd.Failed, "exit code 3")]
    public async Task Run_OverALimitOfAllTogether_SaysWhich(string script, SandboxEnd expected, string sentence)
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();
        Assert.SkipUnless(sandbox.Strength.IsMemoryBound, string.Join(' ', sandbox.Strength.Missing));
        SandboxLimits limits = Short with { Memory = 32L << 20 };

        SandboxResult result = await sandbox.RunAsync(Shell(script) with { Limits = limits }, CancellationToken.None);

        Assert.Equal(expected, result.End);
        Assert.Contains(sentence, result.Failure(limits), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_CancelledWhileItRuns_IsACancellationEveryTime()
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 24), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancel) =>
        {
            await using ISandboxedProcess process = await sandbox.StartAsync(Shell("sleep 100"), cancel);
            using var stop = new CancellationTokenSource();
            Task<SandboxResult> waiting = process.WaitAsync(stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        });
    }

    [Fact]
    public async Task Run_WithAControlGroup_TellsProcessorTimeAndMemory()
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();
        Assert.SkipUnless(sandbox.Strength.IsMemoryBound, string.Join(' ', sandbox.Strength.Missing));

        SandboxResult busy = await sandbox.RunAsync(Shell("while :; do :; done"), CancellationToken.None);
        SandboxResult idle = await sandbox.RunAsync(Shell("sleep 0.5"), CancellationToken.None);

        Assert.InRange(busy.Processor!.Value.TotalSeconds, 0.5, 2);
        Assert.InRange(idle.Processor!.Value.TotalSeconds, 0.0001, 0.4);
        Assert.InRange(busy.PeakMemory!.Value, 100_000, 512L << 20);
    }

    [Fact]
    public async Task Run_ErrorsThatRepaintTheScreen_AreCleanedInTheSentence()
    {
        ISandbox sandbox = await ProcessSandbox.DetectAsync();

        SandboxResult result = await sandbox.RunAsync(Shell("printf '\\033]0;title\\007\\033[2J\\377 \\342\\200\\256broken' >&2; exit 3"), CancellationToken.None);

        string sentence = result.Failure(Short)!;
        Assert.EndsWith("broken", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(sentence, letter => char.IsControl(letter) || letter == '\u202E');
    }

    [Theory]
    [InlineData("throw new Exception(\"\\u001b[2J broken\")")]
    [InlineData("throw new Exception(new string('\\u001b', 1 << 20) + \"broken\")")]
    public async Task Candidate_ErrorsThatRepaintTheScreen_AreCleanedAndShort(string body)
    {
        await using var candidates = new CSharpCandidates(await ProcessSandbox.DetectAsync(), new CSharpCandidatesOptions { Waiting = 1 });

        CandidateAnswer answer = await candidates.RunAsync($"static class Candidate {{ static double[,] Run() => {body}; }}", CancellationToken.None);

        Assert.NotNull(answer.Failure);
        Assert.DoesNotContain(answer.Failure, char.IsControl);
        Assert.InRange(answer.Failure.Length, 1, 1_100);
    }

    [Fact]
    public async Task Run_DaemonThatWillNotGo_IsAnErrorAndNoResult()
    {
        ProcessSandbox weak = await SandboxProbe.RunAsync(Impatient);

        ExtropyException error = await Assert.ThrowsAsync<ExtropyException>(() => weak.RunAsync(Shell("setsid sleep 1000 >&- 2>&- <&- & echo $!"), CancellationToken.None));

        Assert.Contains("could not be ended", error.Message, StringComparison.Ordinal);
        EndAllNamed(error.Message);
    }

    [Fact]
    public async Task Candidate_DaemonThatWillNotGo_IsAnErrorOfTheNext()
    {
        ProcessSandbox weak = await SandboxProbe.RunAsync(Impatient);
        var candidates = new CSharpCandidates(weak, new CSharpCandidatesOptions { Waiting = 1, IsNarrow = false });
        const string Daemon = "System.Diagnostics.Process.Start(\"/bin/sh\", new[] { \"-c\", \"sleep 1000 >&- 2>&- <&- &\" }).WaitForExit()";

        _ = await candidates.RunAsync($"static class Candidate {{ static double[,] Run() {{ {Daemon}; return new double[1, 1]; }} }}", CancellationToken.None);
        ExtropyException error = await Assert.ThrowsAsync<ExtropyException>(async () => await candidates.DisposeAsync());

        Assert.Contains("could not be ended", error.Message, StringComparison.Ordinal);
        EndAllNamed(error.Message);
    }

    private static SandboxRequest Shell(string script) => new(["/bin/sh", "-c", script]) { Limits = Short };

    private static void EndAllNamed(string message)
    {
        foreach (string word in message.Split(' ', ',')) if (int.TryParse(word, out int process)) ProcessEnd.Of(process);
    }
}
