using System.Text.Json;
using System.Text.RegularExpressions;
using Extropy.Cli.Evolving;
using Extropy.Cli.Hosting;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary><c>evolve</c> with a proposer that knows nothing: what is searched, certified, shown and resumed, not how well.</summary>
public sealed class EvolveTests
{
    [Fact]
    public async Task Evolve_ToALimit_CertifiesItsBestAndCountsEverything()
    {
        CliRun run = await EvolveAsync("circle-packing-5", "--evaluations", "60", "--json", "--seed", "3");

        using var document = JsonDocument.Parse(run.Out);
        JsonElement result = document.RootElement.GetProperty("result"), counters = result.GetProperty("counters");
        string certificate = document.RootElement.GetProperty("measured").GetProperty("certificateFile").GetString()!;
        Assert.Equal(0, run.Code);
        Assert.Equal(60, counters.GetProperty("evaluations").GetInt64());
        Assert.Equal(result.GetProperty("metric").GetDouble(), result.GetProperty("certifiedValue").GetDouble());
        Assert.Equal("holds", result.GetProperty("certificate").GetString());
        Assert.Equal("evaluations", result.GetProperty("stoppedBy").GetString());
        Assert.Equal(result.GetProperty("metric").GetDouble(), result.GetProperty("gains").EnumerateArray().Last().GetProperty("metric").GetDouble());
        CliRun check = await Cli.RunAsync("certify", certificate);
        Assert.Equal(0, check.Code);
    }

    [Fact]
    public async Task Result_WithOneAndEightWorkers_IsTheSame()
    {
        CliRun one = await EvolveAsync("circle-packing-4", "--evaluations", "80", "--json", "--workers", "1");
        CliRun eight = await EvolveAsync("circle-packing-4", "--evaluations", "80", "--json", "--workers", "8");

        Assert.Equal(one.Result, eight.Result);
    }

    [Fact]
    public async Task Page_OfAnEndedRun_LooksAsApproved()
    {
        CliRun run = await EvolveAsync("circle-packing-5", "--evaluations", "40", "--seed", "2");

        Assert.Equal(0, run.Code);
        string page = run.Out.Replace(Home.Folder, "HOME", StringComparison.Ordinal);
        page = Regex.Replace(page, @"evolve-s(\d+)-\d+", "evolve-s$1-N");
        page = Regex.Replace(page, "(?m)^(  time +).*$", "$1(measured)");
        Approved.Matches("evolve-page", page[..page.IndexOf("\nNext", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Plan_OfADryRun_LooksAsApproved()
    {
        CliRun run = await EvolveAsync("circle-packing-26", "--dry-run");

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        Approved.Matches("evolve-plan", run.Out);
    }

    [Fact]
    public async Task List_WithRecordedRuns_ShowsTheBestOfEachProblem()
    {
        RecordedEvolution[] recorded = [new("heilbronn-square-9", 1, 0.04, 10), new("heilbronn-square-9", 2, 0.05, 30), new("distance-ratio-2d-16", 1, 13, 5)];
        using var output = new StringWriter();
        using var terminal = new Terminal(output, TextWriter.Null);
        var host = new CommandHost(terminal, TimeProvider.System);

        EvolveListPage.Show(new Invocation(CommandTree.Create(host).Parse(["evolve", "--list"]), host, TimeProvider.System, CancellationToken.None), [.. recorded]);

        string[] lines = output.ToString().Split('\n');
        Assert.Contains(lines, line => Regex.IsMatch(line, @"heilbronn-square-9 +more +0\.0548\d+ \(proved\) +0\.05 .*short by .* 2 +30\.0 s"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"distance-ratio-2d-16 +less +12\.88\d+ +13 .* 1 +5\.0 s"));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task List_AsShipped_NamesEveryProblem()
    {
        CliRun run = await Cli.RunAsync("evolve", "--list", "--json");

        using var document = JsonDocument.Parse(run.Out);
        Assert.Equal(Evolution.Problems.KnownProblems.Ids, document.RootElement.GetProperty("result").EnumerateArray().Select(row => row.GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task Recorded_OutputOfARun_ReadsBack()
    {
        CliRun run = await EvolveAsync("circle-packing-3", "--evaluations", "10", "--json", "--seed", "7");

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(run.Out));
        RecordedEvolution recorded = RecordedEvolution.Read(stream)!;

        Assert.Equal(("circle-packing-3", 7L), (recorded.Problem, recorded.Seed));
        Assert.True(recorded.Value > 0);
    }

    [Fact]
    public async Task Resume_OfARunStoppedInTheMiddle_EndsWithTheSameResult()
    {
        CliRun whole = await EvolveAsync("circle-packing-6", "--evaluations", "3000", "--json", "--seed", "11");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(400)); // long enough to begin on a busy machine
        CliRun stopped = await EvolveAsync(stop.Token, "circle-packing-6", "--evaluations", "3000", "--json", "--seed", "11");
        CliRun resumed = await WithProposerAsync(TestContext.Current.CancellationToken, "runs", "resume", stopped.Id, "--json");

        Assert.Contains(stopped.Code, new[] { 130, 0 }); // a fast machine may be done before it is stopped
        Assert.Equal(whole.Result, resumed.Result);
    }

    [Fact]
    public async Task Report_OfARun_IsOneFileWithPicturesCertificateLineageAndCurve()
    {
        CliRun run = await EvolveAsync("circle-packing-5", "--evaluations", "60", "--json");
        CliRun report = await WithProposerAsync(TestContext.Current.CancellationToken, "runs", "report", run.Id, "--json");
        using var document = JsonDocument.Parse(report.Out);
        string html = await File.ReadAllTextAsync(document.RootElement.GetProperty("measured").GetProperty("file").GetString()!, TestContext.Current.CancellationToken);

        Assert.Equal(0, report.Code);
        foreach (string heading in new[] { "The best layout", "Best so far", "Lineage of the best", "Patches", "Islands" }) Assert.Contains($"<h2>{heading}</h2>", html, StringComparison.Ordinal);
        Assert.Contains("certified, tolerance 0", html, StringComparison.Ordinal);
        Assert.Contains("lay-circle", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        CliRun show = await Cli.RunAsync("runs", "show", run.Id);
        Assert.Contains("pictures of the best layouts", show.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[0.25,0.25,0.25],[0.75,0.75,0.25]]", 0, "metric  0.5")]
    [InlineData("{\"layout\": [[0.25,0.25,0.25],[0.75,0.75,0.25]], \"reported\": 0.5}", 0, "metric  0.5")]
    [InlineData("[[0.25,0.5,0.25],[0.7,0.5,0.25]]", 1, "circles 0 and 1 overlap")]
    [InlineData("{\"layout\": [[0.25,0.25,0.25],[0.75,0.75,0.25]], \"reported\": 0.6}", 1, "invalid")]
    [InlineData("[[0.5,0.5,0.1]]", 1, "invalid")]
    public async Task Assess_ALayout_SaysWhetherItHoldsAndWhatFails(string text, int code, string said)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("layout.json"), text, TestContext.Current.CancellationToken);

        CliRun run = await Cli.RunAsync("evolve", "circle-packing-2", "--assess", folder.File("layout.json"));

        Assert.Equal(code, run.Code);
        Assert.Contains(said, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assess_ACertificate_ReadsTheSameBits()
    {
        CliRun run = await EvolveAsync("circle-packing-5", "--evaluations", "20", "--json");
        using var document = JsonDocument.Parse(run.Out);
        string certificate = document.RootElement.GetProperty("measured").GetProperty("certificateFile").GetString()!;

        CliRun judged = await Cli.RunAsync("evolve", "circle-packing-5", "--assess", certificate, "--json");

        using var verdict = JsonDocument.Parse(judged.Out);
        Assert.Equal(document.RootElement.GetProperty("result").GetProperty("metric").GetDouble(), verdict.RootElement.GetProperty("result").GetProperty("metric").GetDouble());
    }

    [Theory]
    [InlineData("'evolve' needs a problem, for example circle-packing-26; evolve --list shows all.")]
    [InlineData("unknown problem 'circle-paking-26'; did you mean 'circle-packing-26' or 'circle-packing-32' or 'circle-packing'?", "circle-paking-26")]
    [InlineData("unknown proposer 'scatering'; did you mean 'scattering'?", "circle-packing-5", "--proposer", "scatering")]
    [InlineData("--time takes a time such as 30s, 5m or 2h, at most 720h, not 'soon'.", "circle-packing-5", "--time", "soon")]
    [InlineData("--time takes a time such as 30s, 5m or 2h, at most 720h, not '-5m'.", "circle-packing-5", "--time", "-5m")]
    [InlineData("--evaluations takes a whole number from 1 to 1000000000, not '0'.", "circle-packing-5", "--evaluations", "0")]
    [InlineData("--money takes a number above 0, not '0'.", "circle-packing-5", "--money", "0")]
    [InlineData("--assess /no/such/file: there is no such file.", "circle-packing-5", "--assess", "/no/such/file")]
    public async Task BadInput_IsOneSentenceAndExitsWithTwo(string sentence, params string[] arguments)
    {
        CliRun run = await EvolveAsync(arguments);

        Assert.Equal($"extropy: {sentence}\n", run.Error.ReplaceLineEndings("\n"));
        Assert.Equal(2, run.Code);
        Assert.Empty(run.Out);
    }

    private static Task<CliRun> EvolveAsync(params string[] arguments) => EvolveAsync(TestContext.Current.CancellationToken, arguments);

    private static Task<CliRun> EvolveAsync(CancellationToken cancellation, params string[] arguments) => WithProposerAsync(cancellation, ["evolve", .. arguments]);

    private static async Task<CliRun> WithProposerAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code;
        using (var terminal = new Terminal(output, error))
        {
            code = await new CommandHost(terminal, TimeProvider.System) { Proposers = [Scattering.Known] }.RunAsync(arguments, cancellation);
        }

        return new CliRun(code, output.ToString(), error.ToString());
    }
}
