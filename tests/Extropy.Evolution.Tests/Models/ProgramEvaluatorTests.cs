using Extropy.Evolution.Candidates;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Tests.Models;

/// <summary>Programs that compute layouts: the plain ones that a search starts from, and ones that go wrong.</summary>
[Collection("sandbox")]
public sealed class ProgramEvaluatorTests
{
    private static readonly SandboxLimits Limits = new() { Wall = TimeSpan.FromSeconds(20) };

    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Fact]
    public async Task CSharp_StartOfEveryProblem_IsCorrectAndEditable()
    {
        await using var candidates = new CSharpCandidates(await ProcessSandbox.DetectAsync(), new CSharpCandidatesOptions { Waiting = 1, Limits = Limits });
        foreach (IOpenProblem problem in KnownProblems.All)
        {
            ProgramTask task = LayoutTasks.CSharp(problem, Limits);
            task.Validate();

            Evaluation evaluation = await new CSharpEvaluator(problem, candidates).EvaluateAsync(task.Start, TestContext.Current.CancellationToken);

            Assert.True(evaluation.IsCorrect, $"{problem.Id}: {evaluation.Failure}");
            Assert.True(evaluation.Raw > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Python_StartOfEveryProblem_IsCorrectAndEditable(string id)
    {
        Assert.SkipUnless(File.Exists(PythonEvaluator.Interpreter), "there is no /usr/bin/python3 here");
        IOpenProblem problem = KnownProblems.Find(id);
        ProgramTask task = LayoutTasks.Python(problem, Limits);
        task.Validate();

        Evaluation evaluation = await new PythonEvaluator(problem, await ProcessSandbox.DetectAsync(), Limits).EvaluateAsync(task.Start, TestContext.Current.CancellationToken);

        Assert.True(evaluation.IsCorrect, evaluation.Failure);
        Assert.True(evaluation.Raw > 0);
    }

    [Theory]
    [InlineData("def run():\n    return [[0.5, 0.5, 0.5]]\nprint('\\x1elayout:[[0, 0, 9]]')", true, 0.5, null)]
    [InlineData("def run():\n    return [[-3, 0.5, 0.25]]", false, 0, "leaves the square")]
    [InlineData("def run():\n    return [[0.5, 0.5, float('nan')]]", false, 0, "not JSON")]
    [InlineData("def run():\n    return 7", false, 0, "TypeError")]
    [InlineData("def run(:\n    return 7", false, 0, "SyntaxError")]
    [InlineData("x = 1", false, 0, "NameError")]
    [InlineData("import os\nos._exit(0)", false, 0, "returned nothing")]
    [InlineData("import os\nprint(os.environ.get('EXTROPY_API_KEY', 'none'))\ndef run():\n    raise ValueError(str(len(os.environ)))", false, 0, "ValueError")]
    [InlineData("def run():\n    while True: pass", false, 0, "after 2 s")]
    public async Task Python_ProgramsOfEveryKind_AreContainedAndJudged(string program, bool isCorrect, double raw, string? why)
    {
        Assert.SkipUnless(File.Exists(PythonEvaluator.Interpreter), "there is no /usr/bin/python3 here");
        IOpenProblem problem = KnownProblems.Find("circle-packing-1");
        var evaluator = new PythonEvaluator(problem, await ProcessSandbox.DetectAsync(), Limits with { Wall = TimeSpan.FromSeconds(2) });

        Evaluation evaluation = await evaluator.EvaluateAsync([new Part(LayoutTasks.PythonFile, program)], TestContext.Current.CancellationToken);

        Assert.Equal((isCorrect, raw), (evaluation.IsCorrect, evaluation.Raw));
        if (why is not null) Assert.Contains(why, evaluation.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Genome_StartOfEveryProblem_IsCorrectAndItsLanguageIsToldWhole(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        ProgramTask task = GenomeTasks.Of(problem, new GenomeOptions());
        task.Validate();

        Evaluation evaluation = await new GenomeEvaluator(problem, new GenomeOptions { Units = 500 }).EvaluateAsync(task.Start, TestContext.Current.CancellationToken);

        Assert.True(evaluation.IsCorrect, evaluation.Failure);
        Assert.All(GenomeOperations.In(GenomeWorld.For(problem)), operation => Assert.Contains($"- {operation.Name}: ", task.Statement, StringComparison.Ordinal));
    }

    [Fact]
    public void Statement_Problem_SaysWhatIsAskedAndWhatIsKnown()
    {
        string statement = LayoutTasks.CSharp(KnownProblems.Find("circle-packing-26"), Limits).Statement;

        Assert.Contains("Place 26 disjoint circles in the unit square", statement, StringComparison.Ordinal);
        Assert.Contains("double[26, 3]", statement, StringComparison.Ordinal);
        Assert.Contains("20 seconds", statement, StringComparison.Ordinal);
        Assert.Contains("best value known is 2.63", statement, StringComparison.Ordinal);
    }
}
