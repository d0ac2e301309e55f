using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Extropy.Cli.Tests;

/// <summary>The backward half of <c>evolve</c>: who asks for it, what is shown of it.</summary>
public sealed class EvolveGoalsTests
{
    private static readonly string[] Genome = ["evolve", "circle-packing-7", "--proposer", "genome", "--evaluations", "60", "--seed", "31"];

    [Fact]
    public async Task Result_OfGenomes_HoldsTheTreeAndItsHistory()
    {
        CliRun run = await Cli.RunAsync([.. Genome, "--json"]);

        JsonNode goals = JsonNode.Parse(run.Result)!["goals"]!;
        Assert.Equal("templates", (string?)goals["source"]);
        Assert.Equal((int)goals["growths"]!, goals["history"]!.AsArray().Count);
        Assert.True((int)goals["growths"]! > 1);
        foreach (JsonNode? growth in goals["history"]!.AsArray())
        {
            JsonArray tree = growth!["tree"]!.AsArray(), elites = growth["elites"]!.AsArray();
            Assert.InRange(elites.Count, 1, 5);
            Assert.All(elites, elite => Assert.Equal(tree.Count, elite!["goals"]!.AsArray().Count));
            Assert.All(elites, elite => Assert.InRange((double)elite!["score"]!, 0, 1));
        }

        Assert.Equal((int)goals["treeVersion"]!, (int)goals["history"]!.AsArray()[^1]!["version"]!);
        Assert.Equal(goals["tree"]!.ToJsonString(), goals["history"]!.AsArray()[^1]!["tree"]!.ToJsonString());
    }

    [Fact]
    public async Task Result_OfTheBaselineArm_HasNoGoalsAndOnlyPlainPatches()
    {
        CliRun run = await Cli.RunAsync([.. Genome, "--goals", "none", "--mix", "plain", "--json"]);

        JsonNode result = JsonNode.Parse(run.Result)!;
        Assert.Equal(("none", 0), ((string?)result["goals"]!["source"], (int)result["goals"]!["growths"]!));
        Assert.Null(result["goals"]!["tree"]);
        Assert.All(result["patches"]!.AsObject(), patch => Assert.Contains(patch.Key, (string[])["seed", "diff", "full", "cross"]));
    }

    [Fact]
    public async Task PageAndReport_ShowTheTreeItsGrowthsAndWhoMeetsWhat()
    {
        CliRun run = await Cli.RunAsync(Genome);
        string file = Path.Combine(Home.Folder, "goals.html");
        CliRun report = await Cli.RunAsync("runs", "report", run.Id, "--out", file);

        string page = string.Join(' ', run.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), html = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Matches(@"Goals version \d+ of the tree, \d+ goals", page);
        Assert.Contains("The objective is reached", page, StringComparison.Ordinal);
        Assert.Matches(@"Growths \d+", page);
        Assert.True(report.Code == 0, report.Error);
        Assert.Contains("Who meets what", html, StringComparison.Ordinal);
        Assert.Contains("by templates", html, StringComparison.Ordinal);
        Assert.True(Regex.Count(html, "<details>") > 1);
        Assert.Contains("<summary>after ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("genome", null, "templates, grown after 5 rounds without a gain of 0.000309372; they order candidates whose values round to the same multiple of 0.0005")]
    [InlineData("genome", "none", "none: candidates are ranked by merit alone")]
    [InlineData("numeric", null, "none: candidates are ranked by merit alone")]
    [InlineData("numeric", "templates", "templates, grown after 5 rounds without a gain of 0.000309372; they order candidates whose values round to the same multiple of 0.0005")]
    public async Task Plan_SaysWhereGoalsComeFrom(string proposer, string? goals, string said)
    {
        string[] flags = goals is null ? [] : ["--goals", goals];

        CliRun run = await Cli.RunAsync(["evolve", "heilbronn-convex-13", "--proposer", proposer, "--dry-run", "--json", .. flags]);

        Assert.Equal(said, (string?)JsonNode.Parse(run.Result)!["goals"]);
    }

    [Fact]
    public async Task Plan_OfNumericWithAnotherMix_UsesIt()
    {
        CliRun run = await Cli.RunAsync("evolve", "circle-packing-26", "--mix", "plain", "--dry-run", "--json");

        Assert.Equal("diff 0.6, full 0.3, cross 0.1", (string?)JsonNode.Parse(run.Result)!["patches"]);
    }

    [Fact]
    public async Task Goals_ThatThereAreNot_AreRefusedInOneSentence()
    {
        CliRun run = await Cli.RunAsync([.. Genome, "--goals", "template"]);

        Assert.Equal(2, run.Code);
        Assert.Equal("extropy: unknown source of goals 'template'; did you mean 'templates'?\n", run.Error.ReplaceLineEndings("\n"));
    }
}
