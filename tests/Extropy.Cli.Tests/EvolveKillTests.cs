using Extropy.Core.Chance;
using Extropy.Testing.Endpoints;

namespace Extropy.Cli.Tests;

/// <summary><c>kill -9</c> on real evolutions of every proposer that runs without a sandbox, at random moments, again and again.</summary>
[Trait("kind", "crash-resume")]
public sealed class EvolveKillTests
{
    private const int Kills = 3;

    [Theory]
    [InlineData("circle-packing-26 --proposer numeric --evaluations 12", 12)]
    [InlineData("circle-packing-8 --proposer genome --goals none --evaluations 240", 240)]
    [InlineData("circle-packing-8 --proposer genome --goals templates --evaluations 240", 280)]
    public Task Evolve_KilledAndResumed_EndsWithTheSameResult(string evolution, int effects) => KilledEndsEquallyAsync(evolution.Split(' '), effects);

    [Fact]
    public async Task Evolve_ModelKilledAndResumed_EndsWithTheSameResult()
    {
        await using var server = new ModelServer(GenomeReplies.To);

        await KilledEndsEquallyAsync(
            [
                "circle-packing-7", "--proposer", "model", "--language", "genome", "--endpoint", $"{server.Address}", "--model-name", "my-own",
                "--calls-at-once", "3", "--evaluations", "60",
            ],
            effects: 200);
    }

    private static async Task KilledEndsEquallyAsync(string[] evolution, int effects)
    {
        string[] arguments = ["evolve", .. evolution, "--seed", "909", "--json"];
        Draws draws = RandomStream.FromSeed(909).For(string.Join(' ', evolution[..3])).At(effects);
        var moments = new int[Kills];
        foreach (ref int moment in moments.AsSpan()) moment = 1 + draws.NextInt(effects / 2);
        Array.Sort(moments);

        (string id, bool isKilled) = await KilledProcess.OfAsync(arguments, moments[0]);
        int kills = isKilled ? 1 : 0;
        foreach (int moment in moments[1..]) kills += (await KilledProcess.OfAsync(["runs", "resume", id, "--json"], moment)).IsKilled ? 1 : 0;
        CliRun resumed = await Cli.RunAsync("runs", "resume", id, "--json");
        CliRun whole = await Cli.RunAsync(arguments);

        Assert.Equal(0, resumed.Code);
        Assert.Equal(whole.Result, resumed.Result);
        Assert.True(kills > 0, "every process ended before it could be killed");
    }
}
