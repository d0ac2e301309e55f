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
        string?[] others;
        await using (var calm = new ModelServer(Reply))
        {
            expected = (await Cli.RunAsync(Search(calm))).Result;
            others = [.. calm.Requests.Select(request => request.IdempotencyKey)];
        }

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
        Assert.Empty(keys.Intersect(others)); // another run of the same plan has keys of its own
    }

    [Fact]
    public async Task Goals_OfEveryArm_AreAskedForUnderKeysOfTheirOwn()
    {
        await using var server = new ModelServer(Reply);

        CliRun run = await Cli.RunAsync([.. Search(server), "--arms", "S+B,BES", "--seeds", "1"]);

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains(server.Requests, IsForGoals);
        Assert.Equal(server.Requests.Count, JsonNode.Parse(run.Result)!["runs"]!.AsArray().Sum(one => (int)one!["modelCalls"]!));
        Assert.Equal(server.Requests.Count, server.Requests.Select(request => request.IdempotencyKey).Distinct().Count());
    }

    [Fact]
    public async Task Goals_ThatAreHostile_GrowNothingAndEndNothing()
    {
        string many = $"{{\"goals\": [{string.Join(',', Enumerable.Repeat("{\"expression\": \"sum_r > 1\"}", 10_000))}]}}";
        string[] hostile =
        [
            """{"goals": [{"expression": "f(f)"}, {"expression": "(lambda f: f(f))(lambda f: f(f))"}]}""", """{"goals": [{"expression": "sum_r >""", new string('[', 50_000), many,
            $"{{\"goals\": [{{\"expression\": \"{new string('-', 90_000)}1\"}}]}}",
        ];
        int next = 0;
        await using var server = new ModelServer(request => IsForGoals(request) ? ServedReply.Say(hostile[next++ % hostile.Length]) : GenomeReplies.To(request));

        CliRun run = await Cli.RunAsync(Search(server));

        Assert.True(run.Code == 0, run.Error);
        Assert.True(next >= hostile.Length, $"{next} answers");
        Assert.Null(JsonNode.Parse(run.Result)!["goals"]!["tree"]);
        Assert.Equal(server.Requests.Count, (int)JsonNode.Parse(run.Result)!["counters"]!["modelCalls"]!);
    }

    [Fact]
    public async Task Report_OfGoalsThatAModelWrote_ShowsThemEscapedAndAsksNobody()
    {
        await using var server = new ModelServer(request => !IsForGoals(request)
            ? GenomeReplies.To(request)
            : ServedReply.Say("""{"goals": [{"description": "<script>alert(1)</script>", "expression": "min(1, min(radii) / 0.4)"}, {"expression": "1 / 0"}]}"""));
        CliRun run = await Cli.RunAsync(Search(server));
        int asked = server.Requests.Count;
        string file = Path.Combine(Home.Folder, "model-goals.html");

        CliRun report = await Cli.RunAsync("runs", "report", run.Id, "--out", file);

        Assert.True(report.Code == 0, report.Error);
        Assert.Equal(asked, server.Requests.Count);
        string html = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        foreach (string part in new[] { "by model", "Who meets what", "<summary>after ", "min(1, min(radii) / 0.4)", "&lt;script&gt;" }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
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
