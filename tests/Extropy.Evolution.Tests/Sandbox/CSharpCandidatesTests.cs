using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>Candidates in C#: compiled and run in the sandbox, only their numbers come back.</summary>
[Collection("sandbox")]
public sealed class CSharpCandidatesTests
{
    private const string Honest = "static class Candidate { static double[,] Run() { var r = new double[2, 3]; r[1, 2] = 0.5; return r; } }";

    [Theory]
    [InlineData(Honest)]
    [InlineData("static class Candidate { public static double[][] Run() => Enumerable.Range(0, 2).Select(i => new[] { 0, 0, i * 0.5 }).ToArray(); }")]
    public async Task Run_HonestSource_ReturnsItsTable(string source)
    {
        await using var candidates = new CSharpCandidates(await ProcessSandbox.DetectAsync(), new CSharpCandidatesOptions { Waiting = 1 });

        CandidateAnswer answer = await candidates.RunAsync(source, CancellationToken.None);

        Assert.Null(answer.Failure);
        Assert.Equal((2, 3), (answer.Layout!.Rows, answer.Layout.Columns));
        Assert.Equal(0.5, answer.Layout[1, 2]);
    }

    [Theory]
    [InlineData("static class Candidate { static double[,] Run() => new double[1, 1] }", "line 1")]
    [InlineData("static class Candidate { static double[,] Run() { System.IO.File.Delete(\"x\"); return new double[1, 1]; } }", "System.IO.File is not for candidates")]
    [InlineData("static class Candidate { static double[,] Run() => throw new ArgumentException(\"no layout\"); }", "ArgumentException: no layout")]
    [InlineData("static class Candidate { static int Run() => 1; }", "must return double[,]")]
    [InlineData("class Other { }", "no class Candidate")]
    public async Task Run_BadSource_SaysWhy(string source, string why)
    {
        await using var candidates = new CSharpCandidates(await ProcessSandbox.DetectAsync(), new CSharpCandidatesOptions { Waiting = 1 });

        CandidateAnswer answer = await candidates.RunAsync(source, CancellationToken.None);

        Assert.Null(answer.Layout);
        Assert.Contains(why, answer.Failure, StringComparison.Ordinal);
    }
}
