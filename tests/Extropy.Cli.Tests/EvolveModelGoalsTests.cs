using System.Text.Json.Nodes;
using Extropy.Testing.Endpoints;

namespace Extropy.Cli.Tests;

/// <summary><c>evolve --goals model</c> against a model server on the loopback address that writes genomes and goals.</summary>
[Trait("kind", "end-to-end")]
public sealed class EvolveModelGoalsTests
{
    [Fact]
    public async Task Goals_WrittenByAModel_GrowTheTreeAndCount()
    {
        await using var server = new ModelServer(Reply);

        CliRun run = await Cli.RunAsync(Search(server));

        Assert.True(run.Code == 0, run.Error);
        JsonNode result = JsonNode.Parse(run.Result)!, goals = result["goals"]!;
        ServedRequest[] asked = [.. server.Requests.Where(IsForGoals)];
        Assert.Equal("model", (string?)goals["source"]);
        Assert.Contains(goals["tree"]!.AsArray(), goal => ((string?)goal!["expression"])!.StartsWith("min(1, min(radii)", StringComparison.Ordinal));
        Assert.Equal(server.Requests.Count, (int)result["counters"]!["modelCalls"]!);
        Assert.InRange(asked.Length, 2, 60);
        Assert.Contains(asked, request => request.Turns.Count == 4 && request.Turns[3].Contains("Too few of these can be used", StringComparison.Ordinal));
        Assert.All(asked, request => Assert.Contains("one at a time", request.Turns[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Goals_StoppedInTheMiddleOfACall_EndEquallyWhenResumed()
    {
        string expected;
        await using (var calm = new ModelServer(Reply)) expected = (await Cli.RunAsync(Search(calm))).Result;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        int asked = 0;
        await using var server = new ModelServer(request =>
        {
            if (IsForGoals(request) && ++asked == 2) stop.Cancel();
            return Reply(request);
        });
        CliRun stopped = await Cli.RunAsync(stop.Token, Search(server));
        CliRun resumed = await Cli.RunAsync("runs", "resume", stopped.Id);

        Assert.Equal(130, stopped.Code);
        Assert.Equal(expected, resumed.Result);
        string?[] keys = [.. server.Requests.Select(request => request.IdempotencyKey)];
        Assert.All(keys, key => Assert.NotNull(key));
        Assert.Equal((int)JsonNode.Parse(expected)!["counters"]!["modelCalls"]!, keys.Distinct().Count());
    }

    [Fact]
    public async Task Goals_OfAModel_NeedOneThatProposes()
    {
        CliRun run = await Cli.RunAsync("evolve", "circle-packing-7", "--proposer", "genome", "--goals", "model", "--evaluations", "5");

        Assert.Equal(2, run.Code);
        Assert.Contains("--goals model needs a model that proposes", run.Error, StringComparison.Ordinal);
    }

    private static bool IsForGoals(ServedRequest request) => request.Turns[0].StartsWith("You divide the goal", StringComparison.Ordinal);

    /// <summary>The first answer to a goal is of no use.</summary>
    private static ServedReply Reply(ServedRequest request)
    {
        if (!IsForGoals(request)) return GenomeReplies.To(request);
        return ServedReply.Say(request.Turns.Count < 3
            ? """{"goals": [{"expression": "import os"}]}"""
            : $$"""{"goals": [{"kind": "reference", "description": "no tiny circle", "expression": "min(1, min(radii) / 0.01)"}, {"description": "larger", "expression": "min(1, sum_r / {{1.2 + (request.Turns[1].Length % 7 / 10.0):0.0}})"}]}""");
    }

    private static string[] Search(ModelServer server) =>
    [
        "evolve", "circle-packing-7", "--proposer", "model", "--language", "genome", "--endpoint", $"{server.Address}", "--model-name", "my-own", "--calls-at-once", "2",
        "--evaluations", "40", "--notes", "0", "--goals", "model", "--seed", "8", "--json",
    ];
}
