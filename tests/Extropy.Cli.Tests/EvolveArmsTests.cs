using System.Text.Json.Nodes;
using Extropy.Testing.Endpoints;

namespace Extropy.Cli.Tests;

/// <summary><c>evolve --arms</c>: S against BES at an equal budget, with any endpoint; here one on the loopback address.</summary>
[Trait("kind", "end-to-end")]
public sealed class EvolveArmsTests
{
    private const int Seeds = 2;
    private const int Evaluations = 14;

    [Fact]
    public async Task Arms_WithAModel_AreTheSearchesThatTheirFlagsMake()
    {
        await using var server = new ModelServer(GenomeReplies.To);

        CliRun run = await Cli.RunAsync([.. Search(server), "--arms", "S,BES", "--seeds", $"{Seeds}", "--seed", "5", "--json"]);

        Assert.True(run.Code == 0, run.Error);
        JsonNode result = JsonNode.Parse(run.Result)!;
        JsonArray runs = result["runs"]!.AsArray();
        Assert.Equal(["S 5", "BES 5", "S 6", "BES 6"], runs.Select(one => $"{one!["arm"]} {one["seed"]}"));
        Assert.Equal(server.Requests.Count, runs.Sum(one => (int)one!["modelCalls"]!));
        Assert.All(runs, one => Assert.Equal(Evaluations, (int)one!["evaluations"]!));
        Assert.True((bool)result["anecdotal"]!);
        foreach (JsonNode? one in runs)
        {
            string[] arm = (string?)one!["arm"] == "S" ? ["--mix", "plain", "--goals", "none"] : [];
            CliRun alone = await Cli.RunAsync([.. Search(server), "--seed", $"{one["seed"]}", "--json", .. arm]);
            JsonNode single = JsonNode.Parse(alone.Result)!;
            Assert.Equal((double?)single["metric"], (double?)one["best"]);
            Assert.Equal((long)single["counters"]!["generatedTokens"]!, (long)one["generatedTokens"]!);
        }
    }

    [Fact]
    public async Task Arms_StoppedAndResumed_EndWithTheSameResult()
    {
        string expected;
        await using (var calm = new ModelServer(GenomeReplies.To))
        {
            expected = (await Cli.RunAsync([.. Search(calm), "--arms", "S,BES", "--seeds", $"{Seeds}", "--json"])).Result;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var server = new ModelServer(request =>
        {
            if (request.Number == 2 * Evaluations) stop.Cancel();
            return GenomeReplies.To(request);
        });
        CliRun stopped = await Cli.RunAsync(stop.Token, [.. Search(server), "--arms", "S,BES", "--seeds", $"{Seeds}", "--json"]);
        CliRun resumed = await Cli.RunAsync("runs", "resume", stopped.Id);
        CliRun report = await Cli.RunAsync("runs", "report", stopped.Id);

        Assert.Equal(130, stopped.Code);
        Assert.Equal(expected, resumed.Result);
        Assert.Equal((2, true), (report.Code, report.Error.Contains("compares arms", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Page_SaysWhoWonWhatItCostAndThatItIsAnecdotal()
    {
        CliRun run = await Cli.RunAsync("evolve", "circle-packing-6", "--proposer", "genome", "--evaluations", "30", "--arms", "S,BES,S+O", "--seeds", "3");

        Assert.Equal(0, run.Code);
        foreach (string part in new[] { "S, BES, S+O: 3 pairs, each search 30 evaluations", "against S, 95 %", "won : lost", "Anecdotal: fewer than 10 pairs." })
            Assert.Contains(part, run.Out, StringComparison.Ordinal);

        CliRun json = await Cli.RunAsync("evolve", "circle-packing-6", "--proposer", "genome", "--evaluations", "30", "--arms", "S,BES,S+O", "--seeds", "3", "--json");
        foreach (JsonNode? one in JsonNode.Parse(json.Result)!["runs"]!.AsArray())
            Assert.Contains(((double)one!["best"]!).ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture), run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give --proposer genome or --proposer model", "circle-packing-6", "--evaluations", "5", "--arms", "S,BES")]
    [InlineData("time alone says nothing", "circle-packing-6", "--proposer", "genome", "--time", "5s", "--arms", "S,BES")]
    [InlineData("unknown arm 'BS'; did you mean 'S' or 'BES'?", "circle-packing-6", "--proposer", "genome", "--evaluations", "5", "--arms", "S,BS")]
    [InlineData("--arms takes two arms or more", "circle-packing-6", "--proposer", "genome", "--evaluations", "5", "--arms", "BES")]
    [InlineData("--arms names S twice", "circle-packing-6", "--proposer", "genome", "--evaluations", "5", "--arms", "S,s")]
    [InlineData("--goals none would take goals from every arm", "circle-packing-6", "--proposer", "genome", "--evaluations", "5", "--arms", "S,BES", "--goals", "none")]
    [InlineData("--mix plain would take recombination from every arm", "circle-packing-6", "--proposer", "genome", "--evaluations", "5", "--arms", "S,BES", "--mix", "plain")]
    [InlineData("--seeds is for a comparison", "circle-packing-6", "--proposer", "genome", "--evaluations", "5", "--seeds", "3")]
    public async Task WhatCannotBeCompared_IsRefusedInOneSentence(string sentence, params string[] arguments)
    {
        CliRun run = await Cli.RunAsync(["evolve", .. arguments]);

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    private static string[] Search(ModelServer server) =>
    [
        "evolve", "circle-packing-7", "--proposer", "model", "--language", "genome", "--endpoint", $"{server.Address}", "--model-name", "my-own", "--calls-at-once", "2",
        "--evaluations", $"{Evaluations}",
    ];
}
