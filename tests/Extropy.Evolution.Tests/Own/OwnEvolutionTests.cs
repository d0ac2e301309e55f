using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Own;
using Extropy.Evolution.Sandbox;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Own;

/// <summary>Searches with an evaluator of one's own.</summary>
[Collection("sandbox")]
public sealed class OwnEvolutionTests
{
    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public async Task Run_WithOneAndFourWorkers_IsTheSameAndComesNearer()
    {
        Assert.SkipUnless((await ProcessSandbox.DetectAsync()).Strength.IsStrong && File.Exists("/usr/bin/python3"), "no isolation or no Python here");
        using var folder = new TemporaryFolder();
        OwnProblem problem = OwnFiles.Read(folder, OwnFiles.Point, ("evaluate.py", OwnFiles.NearPython));

        EvolutionOutcome one = await RunAsync(problem, workers: 1), four = await RunAsync(problem, workers: 4);

        Assert.Equal(Engine.Runs.Written(one), Engine.Runs.Written(four));
        Assert.InRange(one.State.Best!.Evaluation.Raw, 0, 0.01); // the middle is at 0.125
    }

    [Fact]
    public void Open_WithWhatDoesNotFit_SaysSo()
    {
        using var folder = new TemporaryFolder();
        OwnProblem numbers = OwnFiles.Read(folder, OwnFiles.Point, ("evaluate.py", ""));
        OwnProblem program = OwnFiles.Read(folder, OwnFiles.Program, ("candidate.py", OwnFiles.ProgramStart), ("evaluate.sh", ""));

        Assert.Contains("--endpoint is for a model", Message(numbers, Nothing.SetItem("endpoint", "http://localhost")), StringComparison.Ordinal);
        Assert.Contains("give --endpoint URL and --model-name NAME", Message(program, Nothing), StringComparison.Ordinal);
        Assert.Contains("--language is csharp, but the problem's program is written in python", Message(program, Nothing.SetItem("language", "csharp")), StringComparison.Ordinal);
        Assert.Contains("'seconds'", Message(program, Nothing.SetItem("candidate-seconds", "5")), StringComparison.Ordinal);
    }

    [Fact]
    public void Task_OfAProgram_TellsWhatIsAskedAndHowItIsRun()
    {
        using var folder = new TemporaryFolder();
        OwnProblem problem = OwnFiles.Read(
            folder, OwnFiles.Program.Replace("\"aim\"", "\"record\": 7.5, \"statement\": \"It prints one line.\", \"aim\"", StringComparison.Ordinal), ("candidate.py", OwnFiles.ProgramStart), ("evaluate.sh", ""));

        ProgramTask task = OwnTask.Of(problem, problem.Program!);

        task.Validate();
        foreach (string said in new[] { "Print a large number.", "It prints one line.", "`python3 candidate.py`", "largest wins", "best score known is 7.5", "2 seconds" })
            Assert.Contains(said, task.Statement, StringComparison.Ordinal);
    }

    private static string Message(OwnProblem problem, ImmutableSortedDictionary<string, string> given) =>
        Assert.Throws<BadInputException>(() => OwnSetting.Open(problem, given)).Message;

    private static async Task<EvolutionOutcome> RunAsync(OwnProblem problem, int workers)
    {
        ProposerKit kit = OwnSetting.Open(problem, Nothing);
        await using IAsyncDisposable owned = kit.Owned!; // the evaluator
        await kit.Prepare!(TestContext.Current.CancellationToken);
        var plan = new EvolutionPlan(problem.Id, problem.Aim, 5, kit.Options, new EvolutionLimits { Evaluations = 60 });
        return await Engine.Runs.RunAsync(kit, plan, new EvolutionServices { Workers = workers });
    }
}
