namespace Extropy.Cli.Tests;

/// <summary><c>solve</c> on the toy, whose exact policy needs no model.</summary>
public sealed class SolveTests
{
    [Fact]
    public async Task Page_OfASolvedProblem_ShowsAnswerDerivationGoalsPriceAndNext()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "3", "--explain");

        Assert.Equal(0, run.Code);
        string[] headings = ["Answer", "Derivation", "Goals  7 of 7 met  (facts)", "Price", "How it came about", "Words", "Next"];
        string[] lines = run.Out.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(headings, lines.Where(headings.Contains));
    }

    [Fact]
    public async Task Page_OfASpentBudget_ShowsTheBestAttemptAndExitsWithThree()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "3", "--budget-calls", "12");

        Assert.Equal(3, run.Code);
        Assert.Contains("Best attempt", run.Out, StringComparison.Ordinal);
        Assert.Contains("unsolved: the budget is spent (policy calls)", run.Out, StringComparison.Ordinal);
        Assert.Contains("--budget-calls 24", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAFixedPool_LooksAsApproved()
    {
        using var output = new StringWriter();
        using var terminal = new Hosting.Terminal(output, TextWriter.Null);

        Solving.SolvePage.Problem(terminal.Page, Samples.Report.Setup);
        Solving.SolvePage.Result(terminal.Page, Samples.Report, TimeSpan.FromSeconds(1.5));
        Solving.SolveExplanation.Write(terminal.Page, Samples.Report);

        Approved.Matches("solve-page", output.ToString());
    }

    [Fact]
    public void Json_OfAFixedPool_LooksAsApproved() =>
        Approved.Matches("solve-json", Output.JsonResult.ToText(Solving.SolveJson.Of(Samples.Report)));

    [Fact]
    public async Task Json_HasResultAndMeasuredOnly()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "5", "--json");

        using var document = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.Equal(["result", "measured"], document.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Result_WithOneAndEightWorkers_IsTheSame()
    {
        CliRun one = await Cli.RunAsync("solve", "persona-facts", "--seed", "7", "--json", "--workers", "1");
        CliRun eight = await Cli.RunAsync("solve", "persona-facts", "--seed", "7", "--json", "--workers", "8");

        Assert.Equal(one.Result, eight.Result);
    }

    [Fact]
    public async Task Countdown_FromAText_IsSolvedWithoutAModel()
    {
        CliRun run = await Cli.RunAsync("solve", "countdown", "--text", "Numbers: 3 8 25. Target: 49.");

        Assert.Equal(0, run.Code);
        Assert.Contains("made 49", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BeginsWithItsNameAndTheResumeLine()
    {
        CliRun run = await Cli.RunAsync("solve", "persona-facts", "--seed", "9", "--json");

        Assert.StartsWith($"run {run.Id} · resume with: extropy runs resume {run.Id}", run.Error, StringComparison.Ordinal);
    }
}
