using System.Diagnostics;
using Extropy.Core.Chance;
using Extropy.Runs.Effects;
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
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string[] arguments = ["evolve", .. evolution, "--seed", "909", "--json"];
        Draws draws = RandomStream.FromSeed(909).For(string.Join(' ', evolution[..3])).At(effects);
        var moments = new int[Kills];
        foreach (ref int moment in moments.AsSpan()) moment = 1 + draws.NextInt(effects / 2);
        Array.Sort(moments);

        (string id, bool isKilled) = await KillAsync(arguments, moments[0], cancellation);
        int kills = isKilled ? 1 : 0;
        foreach (int moment in moments[1..]) kills += (await KillAsync(["runs", "resume", id, "--json"], moment, cancellation)).IsKilled ? 1 : 0;
        CliRun resumed = await Cli.RunAsync("runs", "resume", id, "--json");
        CliRun whole = await Cli.RunAsync(arguments);

        Assert.Equal(0, resumed.Code);
        Assert.Equal(whole.Result, resumed.Result);
        Assert.True(kills > 0, "every process ended before it could be killed");
    }

    /// <summary>Starts a process and kills it once so many effects of its run are on record, be it before it has read them.</summary>
    private static async Task<(string Id, bool IsKilled)> KillAsync(string[] arguments, int effects, CancellationToken cancellation)
    {
        using Process command = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        string first = await command.StandardError.ReadLineAsync(cancellation) ?? "";
        string id = first.Split(' ')[1];
        while (!command.HasExited && Effects(id) < effects) await Task.Delay(5, cancellation);
        command.Kill(entireProcessTree: true);
        await command.WaitForExitAsync(cancellation);
        return (id, command.ExitCode != 0);
    }

    private static long Effects(string id)
    {
        using JournalView journal = JournalView.Open(Path.Combine(Home.Folder, id, "journal.db"));
        return journal.Effects;
    }
}
