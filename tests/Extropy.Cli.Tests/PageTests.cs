using System.Text.RegularExpressions;

namespace Extropy.Cli.Tests;

/// <summary>Pages that depend on nothing but the program, compared with approved text.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("overview")]
    [InlineData("catalog", "catalog")]
    [InlineData("catalog-bes", "catalog", "bes")]
    [InlineData("reproduce-help", "reproduce", "--help")]
    [InlineData("solve-help", "solve", "--help")]
    [InlineData("runs-help", "runs", "--help")]
    [InlineData("compare-help", "compare", "--help")]
    [InlineData("compare-plan", "compare", "persona-facts", "--dry-run", "--puzzles", "20", "--strategies", "bes,tree")]
    [InlineData("pretrain-help", "pretrain", "--help")]
    [InlineData("eval-help", "eval", "--help")]
    [InlineData("improve-help", "improve", "--help")]
    [InlineData("rollouts-help", "rollouts", "--help")]
    [InlineData("rollouts-plan", "rollouts", "knights-and-knaves", "--dry-run", "--groups", "256", "--goals", "truth")]
    [InlineData("improve-plan", "improve", "knights-and-knaves", "--dry-run", "--recipe", "bes", "--workers", "2")]
    [InlineData("improve-arms-plan", "improve", "knights-and-knaves", "--arms", "grpo:5,bom:3,bes", "--dry-run", "--workers", "2")]
    [InlineData("evolve-help", "evolve", "--help")]
    [InlineData("tasks-help", "tasks", "--help")]
    [InlineData("solve-plan", "solve", "persona-facts", "--dry-run")]
    public async Task Page_LooksAsApproved(string name, params string[] arguments)
    {
        CliRun run = await Cli.RunAsync(arguments);

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        Approved.Matches(name, Regex.Replace(run.Out, "(?m)^(  at most +).*$", "$1(a forecast)"));
    }

    [Fact]
    public async Task CatalogAsJson_HasAllSystemsUnderResult()
    {
        CliRun run = await Cli.RunAsync("catalog", "--json");

        using var document = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.Equal(["result", "measured"], document.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(48, document.RootElement.GetProperty("result").GetArrayLength());
    }

    [Fact]
    public async Task Doctor_OnAHealthyMachine_FindsTheModelAndExitsWithZero()
    {
        CliRun run = await Cli.RunAsync("doctor", "--json");

        Assert.Equal(0, run.Code);
        Assert.Contains("\"healthy\": true", run.Result, StringComparison.Ordinal);
    }
}
