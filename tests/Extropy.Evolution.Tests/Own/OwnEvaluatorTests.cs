using System.Diagnostics;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Own;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Own;

/// <summary>Evaluators and candidates of every kind, in the sandbox: an evaluation comes of all of them, in time.</summary>
[Trait("Kind", "adversarial")]
[Collection("sandbox")]
public sealed class OwnEvaluatorTests
{
    private const string Good = "{\\\"score\\\": 2, \\\"metrics\\\": {\\\"a\\\": 1}}";
    private const string Shell = """
        {"id": "shell", "title": "Anything.", "aim": "maximise", "candidate": {"rows": 1, "columns": ["x"], "low": 0, "high": 1},
         "evaluate": ["/bin/sh", "evaluate.sh"], "seconds": 1}
        """;

    [Fact]
    public async Task Numbers_WithAnHonestEvaluator_GetItsScoreAndMetrics()
    {
        await RequireIsolationAsync();
        using var folder = new TemporaryFolder();
        await using var evaluator = new OwnEvaluator(OwnFiles.Read(folder, OwnFiles.Point, ("evaluate.py", OwnFiles.NearPython)), allowWeak: false);

        Evaluation good = await JudgeAsync(evaluator, Part.Layout, "[[0.25,0.5]]");
        Evaluation outside = await JudgeAsync(evaluator, Part.Layout, "[[0.25,1.5]]");
        Evaluation shapeless = await JudgeAsync(evaluator, Part.Layout, "[[0.25],[0.5]]");

        Assert.Equal((true, 0.0625, 0.5), (good.IsCorrect, good.Raw, good.Metrics["y"]));
        Assert.Equal("y of row 0 is 1.5, outside 0 to 1.", outside.Failure);
        Assert.Contains("the shape is 2 × 1", shapeless.Failure, StringComparison.Ordinal);
        Assert.Equal(double.NegativeInfinity, outside.Merit);
    }

    [Theory]
    [InlineData("exit 0", "printed nothing")]
    [InlineData("echo \"" + Good + "\"; exit 3", "ended with exit code 3")]
    [InlineData("echo oops >&2; exit 1", "ended with exit code 1: oops")]
    [InlineData("echo \"" + Good + "\"; sleep 60", "still running after 1 s")]
    [InlineData("while :; do :; done", "still running after 1 s")]
    [InlineData("while :; do echo \"" + Good + "\"; done", "more than 64 KiB")]
    [InlineData("kill -9 $$", "ended with exit code 137")]
    [InlineData("f() { f | f & }; f; echo \"" + Good + "\"; sleep 60", "The evaluator gave no answer")]
    [InlineData("echo \"" + Good + "\"; echo \"" + Good + "\"", "two objects")]
    [InlineData("cat /etc/passwd && echo \"" + Good + "\"", "ended with exit code 1")]
    [InlineData("echo changed > /problem/evaluate.sh", "ended with exit code")]
    [InlineData("echo 9 > \"$1\"", "ended with exit code")]
    public async Task AnEvaluator_ThatMisbehaves_IsRefusedInOneSentence(string script, string why)
    {
        await RequireIsolationAsync();
        using var folder = new TemporaryFolder();
        await using var evaluator = new OwnEvaluator(OwnFiles.Read(folder, Shell, ("evaluate.sh", script)), allowWeak: false);
        long start = Stopwatch.GetTimestamp();

        Evaluation evaluation = await JudgeAsync(evaluator, Part.Layout, "[[0.5]]");

        Assert.Equal((false, 0.0, double.NegativeInfinity), (evaluation.IsCorrect, evaluation.Raw, evaluation.Merit));
        Assert.Contains(why, evaluation.Failure, StringComparison.Ordinal);
        Assert.EndsWith("and nothing else.", evaluation.Failure, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task AnEvaluator_ThatLeavesProcessesBehind_IsServedAgainAtOnce()
    {
        await RequireIsolationAsync();
        using var folder = new TemporaryFolder();
        await using var evaluator = new OwnEvaluator(OwnFiles.Read(folder, Shell, ("evaluate.sh", $"(sleep 600 > /dev/null 2>&1 &) ; echo \"{Good}\"")), allowWeak: false);

        Evaluation first = await JudgeAsync(evaluator, Part.Layout, "[[0.5]]");
        Evaluation second = await JudgeAsync(evaluator, Part.Layout, "[[0.25]]");

        Assert.True(first.IsCorrect && second.IsCorrect, first.Failure ?? second.Failure);
        Assert.DoesNotContain(Process.GetProcessesByName("sleep"), process => CommandOf(process.Id).Contains("600", StringComparison.Ordinal) && IsSandboxed(process.Id));
    }

    [Theory]
    [InlineData("print(40 + 2)", true, 42, null)]
    [InlineData("import sys\nsys.exit(4)", false, 0, "ended with exit code 4")]
    [InlineData("while True: pass", false, 0, "still running after 2 s")]
    [InlineData("import os\nwhile True:\n    os.fork()", false, 0, "The program gave nothing to judge")]
    [InlineData("x = [0] * (1 << 40)", false, 0, "MemoryError")]
    [InlineData("import os\nos.write(1, b'x' * (9 << 20))", false, 0, "more than 8192 KiB")]
    [InlineData("open('/candidate/candidate.py', 'w').write('print(9)')", false, 0, "Read-only file system")]
    [InlineData("open('/problem/evaluate.sh', 'w').write('echo')", false, 0, "No such file")]
    [InlineData("print('7, \"metrics\": {\"a\": 1}} {\"score\": 8')", false, 0, "two objects")]
    [InlineData("print('')", false, 0, "The evaluator printed")]
    [InlineData("import socket\nsocket.create_connection(('127.0.0.1', 22), 1)\nprint(1)", false, 0, "The program gave nothing to judge")]
    public async Task AProgram_OfAnyKind_IsJudgedOrRefused(string program, bool isCorrect, double raw, string? why)
    {
        await RequireIsolationAsync();
        using var folder = new TemporaryFolder();
        await using var evaluator = new OwnEvaluator(OwnFiles.Read(folder, OwnFiles.Program, ("candidate.py", OwnFiles.ProgramStart), ("evaluate.sh", OwnFiles.EvaluateShell)), allowWeak: false);

        Evaluation evaluation = await JudgeAsync(evaluator, "candidate.py", program);

        Assert.True(isCorrect == evaluation.IsCorrect, evaluation.Failure);
        Assert.Equal(raw, evaluation.Raw);
        if (why is not null) Assert.Contains(why, evaluation.Failure, StringComparison.Ordinal);
        Assert.Equal(OwnFiles.ProgramStart, await File.ReadAllTextAsync(folder.File("candidate.py"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AProgram_InCSharp_IsCompiledAndItsRowsAreJudged()
    {
        await RequireIsolationAsync();
        using var folder = new TemporaryFolder();
        OwnProblem problem = OwnFiles.Read(
            folder,
            """
            {"id": "rows", "title": "Print rows.", "aim": "maximise", "evaluate": ["/bin/sh", "evaluate.sh"],
             "candidate": {"files": ["Candidate.cs"], "edit": "Candidate.cs", "language": "csharp"}}
            """,
            ("Candidate.cs", "static class Candidate\n{\n    // >>> editable\n    static double[,] Run() => new[,] { { 1.5, 2 } };\n    // <<< editable\n}\n"),
            ("evaluate.sh", "grep -qx '\\[\\[1.5,2\\]\\]' \"$1\" && echo '{\"score\": 3, \"metrics\": {\"rows\": 1}}'"));
        await using var evaluator = new OwnEvaluator(problem, allowWeak: false);

        Evaluation evaluation = await JudgeAsync(evaluator, "Candidate.cs", OwnTask.Start(problem, problem.Program!)[0].Text);

        Assert.True(evaluation.IsCorrect, evaluation.Failure);
        Assert.Equal(3, evaluation.Raw);
    }

    [Fact]
    public async Task Try_ABrokenEvaluatorOrAMissingProgram_IsToldBeforeAnythingIsSearched()
    {
        await RequireIsolationAsync();
        using var folder = new TemporaryFolder();
        await using var broken = new OwnEvaluator(OwnFiles.Read(folder, Shell, ("evaluate.sh", "exit 9")), allowWeak: false);
        await using var missing = new OwnEvaluator(OwnFiles.Read(folder, Shell.Replace("/bin/sh", "no-such-program", StringComparison.Ordinal)), allowWeak: false);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => broken.TryAsync([new Part(Part.Layout, "[[0.5]]")], TestContext.Current.CancellationToken));
        var absent = await Assert.ThrowsAsync<BadInputException>(() => missing.TryAsync([new Part(Part.Layout, "[[0.5]]")], TestContext.Current.CancellationToken));

        Assert.Contains("shell cannot be searched, a first candidate was tried: The evaluator gave no answer: it ended with exit code 9", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'evaluate' runs no-such-program, which is neither in /usr/bin", absent.Message, StringComparison.Ordinal);
    }

    private static async Task<Evaluation> JudgeAsync(OwnEvaluator evaluator, string part, string text) =>
        await evaluator.EvaluateAsync([new Part(part, text)], TestContext.Current.CancellationToken);

    private static async Task RequireIsolationAsync()
    {
        SandboxStrength strength = (await ProcessSandbox.DetectAsync()).Strength;
        Assert.SkipUnless(strength.IsStrong, string.Join(" ", strength.Missing));
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3 here");
    }

    private static string CommandOf(int process)
    {
        string file = $"/proc/{process}/cmdline";
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static bool IsSandboxed(int process)
    {
        string file = $"/proc/{process}/status";
        return File.Exists(file) && File.ReadLines(file).Any(line => line.StartsWith("Uid:\t1", StringComparison.Ordinal) && line.Split('\t')[1].Length >= 10);
    }
}
