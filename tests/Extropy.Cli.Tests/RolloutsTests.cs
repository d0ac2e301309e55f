using System.Text.Json;
using Extropy.Learning.Rollouts.Export;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary><c>rollouts</c>: groups in a file, counted, priced, the same on any number of threads.</summary>
public sealed class RolloutsTests
{
    private static readonly string[] Small =
        ["rollouts", "knights-and-knaves", "--rollout", "bes", "--groups", "3", "--people", "3", "--group", "4", "--search-tokens", "300", "--goals", "logic-only"];

    [Fact]
    public async Task Groups_AreCountedAsTheFileHasThem_WhateverTheThreads()
    {
        using var folder = new TemporaryFolder();
        CliRun one = await Cli.RunAsync([.. Small, "--json", "--workers", "1", "--out", folder.File("one.jsonl")]);
        CliRun three = await Cli.RunAsync([.. Small, "--json", "--workers", "3", "--out", folder.File("three.jsonl")]);

        Assert.Equal(0, one.Code);
        Assert.Equal(one.Result, three.Result);
        Assert.Equal(File.ReadAllBytes(folder.File("one.jsonl")), File.ReadAllBytes(folder.File("three.jsonl")));
        using JsonDocument result = JsonDocument.Parse(one.Result);
        var groups = RolloutFile.Read(folder.File("one.jsonl"));
        Assert.Equal(result.RootElement.GetProperty("groups").GetInt32(), groups.Length);
        Assert.Equal(result.RootElement.GetProperty("rollouts").GetInt32(), groups.Sum(group => group.Length));
        Assert.Equal(result.RootElement.GetProperty("right").GetInt32(), groups.Sum(group => group.Count(member => member.Reward >= 1)));
        Assert.Equal("logic-only", result.RootElement.GetProperty("recipe").GetProperty("goals").GetString());
        Assert.All(groups, group => Assert.InRange(group.Length, 1, 4));
    }

    [Fact]
    public async Task Verl_IsParquet_AndThePageSaysWhatItCost()
    {
        using var folder = new TemporaryFolder();
        CliRun run = await Cli.RunAsync([.. Small, "--format", "verl", "--dialect", "english", "--out", folder.File("groups.parquet")]);

        Assert.Equal(0, run.Code);
        Assert.Equal("PAR1"u8, File.ReadAllBytes(folder.File("groups.parquet")).AsSpan(0, 4));
        Assert.Contains("generated tokens", run.Out, StringComparison.Ordinal);
        Assert.Contains("Next", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out FILE is required", "--groups", "1")]
    [InlineData("did you mean 'bes'", "--rollout", "bess", "--dry-run")]
    [InlineData("cannot be written", "--groups", "1", "--out", "no-such-folder/x.jsonl")]
    public async Task Fault_IsOneSentence_BeforeAnythingIsCollected(string sentence, params string[] flags)
    {
        CliRun run = await Cli.RunAsync(["rollouts", "knights-and-knaves", .. flags]);

        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
