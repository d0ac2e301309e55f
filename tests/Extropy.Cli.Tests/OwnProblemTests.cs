using System.Text.Json;
using System.Text.RegularExpressions;
using Extropy.Cli.Running;
using Extropy.Evolution.Sandbox;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary><c>evolve</c> on a problem file: what is shown, kept, judged, refused and resumed.</summary>
[Trait("kind", "end-to-end")]
public sealed class OwnProblemTests : IAsyncLifetime
{
    private const string Problem = """
        {"id": "near", "title": "Be near.", "aim": "minimise", "record": 0, "candidate": {"rows": 2, "columns": ["x", "y"], "low": 0, "high": 1},
         "evaluate": ["python3", "evaluate.py"], "seconds": 10}
        """;

    private const string Evaluate = """
        import json, sys
        rows = json.load(open(sys.argv[1]))
        print(json.dumps({"score": sum((x - 0.25) ** 2 + (y - 0.75) ** 2 for x, y in rows), "metrics": {"first": rows[0][0]}}))
        """;

    private const string Program = """
        {"id": "large", "title": "Print a large number.", "aim": "maximise", "evaluate": ["python3", "evaluate.py"],
         "candidate": {"files": ["candidate.py"], "edit": "candidate.py", "run": ["python3", "candidate.py"], "language": "python"}}
        """;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        SandboxStrength strength = (await ProcessSandbox.DetectAsync()).Strength;
        Assert.SkipUnless(strength.IsStrong && File.Exists("/usr/bin/python3"), "no isolation or no Python here");
        Write("near.json", Problem);
        Write("evaluate.py", Evaluate);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Evolve_Numbers_HasAValueAFileAndNoCertificate()
    {
        CliRun run = await Cli.RunAsync("evolve", _folder.File("near.json"), "--evaluations", "40", "--json");

        Assert.True(run.Code == 0, run.Out + run.Error);
        using var document = JsonDocument.Parse(run.Out);
        JsonElement result = document.RootElement.GetProperty("result"), measured = document.RootElement.GetProperty("measured");
        double value = result.GetProperty("value").GetDouble();
        Assert.Equal("vector", result.GetProperty("proposer").GetString());
        Assert.All(new[] { "certifiedValue", "exactly", "certificate" }, name => Assert.Equal(JsonValueKind.Null, result.GetProperty(name).ValueKind));
        Assert.Equal((value, value), (result.GetProperty("metric").GetDouble(), result.GetProperty("gap").GetDouble()));
        Assert.Equal(result.GetProperty("best").GetProperty("layout")[0][0].GetDouble(), result.GetProperty("best").GetProperty("metrics").GetProperty("first").GetDouble());
        CliRun judged = await Cli.RunAsync("evolve", _folder.File("near.json"), "--assess", measured.GetProperty("bestFile").GetString()!, "--json");
        using var verdict = JsonDocument.Parse(judged.Out);
        Assert.Equal(value, verdict.RootElement.GetProperty("result").GetProperty("metric").GetDouble());
    }

    [Fact]
    public async Task Page_OfAnEndedRun_LooksAsApproved()
    {
        CliRun run = await Cli.RunAsync("evolve", _folder.File("near.json"), "--evaluations", "24", "--seed", "2");

        Assert.Equal(0, run.Code);
        string page = run.Out.Replace(Home.Folder, "HOME", StringComparison.Ordinal);
        page = Regex.Replace(Regex.Replace(page, @"evolve-s(\d+)-\d+", "evolve-s$1-N"), "(?m)^(  time +).*$", "$1(measured)");
        Approved.Matches("own-page", page[..page.IndexOf("\nNext", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Report_OfARun_ShowsNumbersFromTheFilesThatItKept()
    {
        CliRun run = await Cli.RunAsync("evolve", _folder.File("near.json"), "--evaluations", "24");
        File.Delete(_folder.File("evaluate.py"));

        CliRun report = await Cli.RunAsync("runs", "report", run.Id, "--out", _folder.File("report.html"));

        Assert.True(report.Code == 0, report.Error);
        string html = await File.ReadAllTextAsync(_folder.File("report.html"), TestContext.Current.CancellationToken);
        foreach (string part in new[] { "<h2>The best candidate</h2>", "<th>x</th>", "no exact referee", "<h2>Best so far</h2>", "your own evaluator, no certificate" })
            Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("tolerance 0", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evolve_KilledAndResumed_EndsWithTheSameResult()
    {
        string[] arguments = ["evolve", _folder.File("near.json"), "--evaluations", "80", "--seed", "4", "--json"];
        (string id, bool isKilled) = await KilledProcess.OfAsync(arguments, effects: 15);

        Write("evaluate.py", Evaluate + "\n");
        CliRun changed = await Cli.RunAsync("runs", "resume", id, "--json");
        Write("evaluate.py", Evaluate);
        CliRun resumed = await Cli.RunAsync("runs", "resume", id, "--json");
        CliRun whole = await Cli.RunAsync(arguments);

        Assert.True(isKilled, "it ended before it could be killed");
        Assert.Equal(2, changed.Code);
        Assert.StartsWith($"extropy: evaluate.py has changed since run {id} began, so its evaluations would not compare; put it back", changed.Error, StringComparison.Ordinal);
        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task DryRun_OfAProgram_ShowsThePlanAndAsksNobody()
    {
        Write("large.json", Program);
        Write("candidate.py", "# >>> editable\nvalue = 1\n# <<< editable\nprint(value)\n");

        CliRun run = await Cli.RunAsync("evolve", _folder.File("large.json"), "--dry-run", "--endpoint", "http://localhost:9/v1", "--model-name", "some-model");

        Assert.True(run.Code == 0, run.Error);
        foreach (string part in new[] { "programs: python3 candidate.py", "large.json, candidate.py, evaluate.py", "some-model at http://localhost:9/v1", "by your evaluator", "Nothing was spent." })
            Assert.Contains(part, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.25,0.75],[0.25,0.75", 0, "score  0\n")]
    [InlineData("0.25,0.75],[0.25,7", 1, "y of row 1 is 7, outside 0 to 1.")]
    [InlineData("0.25,0.75", 1, "the shape is 1 × 2")]
    [InlineData("{", 1, "not JSON")]
    public async Task Assess_AFile_AsksTheEvaluator(string rows, int code, string said)
    {
        Write("rows.json", $"[[{rows}]]");

        CliRun run = await Cli.RunAsync("evolve", "--assess", _folder.File("rows.json"), _folder.File("near.json"));

        Assert.Equal(code, run.Code);
        Assert.Contains(said, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("candidates of near are numbers, which only 'vector' proposes, not 'numeric'; leave --proposer out", "--proposer", "numeric")]
    [InlineData("--goals is for problems that are built in", "--goals", "templates")]
    [InlineData("--money is for a model that proposes; candidates of this problem are numbers", "--money", "3")]
    public async Task BadFlags_AreOneSentenceAndExitWithTwo(string sentence, params string[] arguments)
    {
        CliRun run = await Cli.RunAsync(["evolve", _folder.File("near.json"), .. arguments]);

        Assert.Equal(2, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNamedLikeAnythingElse_ChangesNothing()
    {
        Write("circle-packing-3", "");
        Write("seven", "");
        string[] typed = ["evolve", Relative("circle-packing-3"), "--seed", Relative("seven")];

        CliRun run = await Cli.RunAsync("evolve", _folder.File("circle-packing-3"), "--dry-run");

        Assert.Equal(typed, RunScope.Canonical([.. typed]));
        Assert.Equal(["evolve", _folder.File("near.json")], RunScope.Canonical(["evolve", Relative("near.json")]));
        Assert.Equal(2, run.Code);
    }

    [Fact]
    public async Task ABrokenEvaluator_IsToldBeforeARunBegins()
    {
        Write("evaluate.py", "print(float('nan'))");

        CliRun run = await Cli.RunAsync("evolve", _folder.File("near.json"), "--evaluations", "5");

        Assert.Equal(2, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains("near cannot be searched, a first candidate was tried: The evaluator printed something else before the object, beginning with 'nan'", run.Error, StringComparison.Ordinal);
    }

    private string Relative(string name) => Path.GetRelativePath(Environment.CurrentDirectory, _folder.File(name));

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
