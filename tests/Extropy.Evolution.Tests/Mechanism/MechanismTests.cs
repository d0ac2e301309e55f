using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Mechanism;

namespace Extropy.Evolution.Tests.Mechanism;

/// <summary>The mechanism experiment: paired, resumable, a file a run.</summary>
public sealed class MechanismTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("extropy-mechanism-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_StoppedAndResumedWithOtherWorkers_GivesTheSameFiles()
    {
        var plan = new MechanismPlan { Seeds = 1, Evaluations = 24, Units = 300 };
        var whole = new MechanismFolder(Path.Combine(_folder.FullName, "whole"));
        var parts = new MechanismFolder(Path.Combine(_folder.FullName, "parts"));
        using var stop = new CancellationTokenSource();

        ImmutableArray<MechanismRecord> once = await new MechanismRunner(plan, whole, 1).RunAsync(null, CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new MechanismRunner(plan, parts, 1).RunAsync((done, _, _) => stop.CancelAfter(done >= 5 ? 0 : Timeout.Infinite), stop.Token));
        int made = Directory.GetFiles(Path.Combine(_folder.FullName, "parts"), "*.json").Length;
        await new MechanismRunner(plan, parts, 3).RunAsync(null, CancellationToken.None);

        Assert.Equal(16, once.Length);
        Assert.InRange(made, 5, 15);
        Assert.All(plan.Runs, run => Assert.Equal(
            File.ReadAllText(Path.Combine(_folder.FullName, "whole", run.FileName)), File.ReadAllText(Path.Combine(_folder.FullName, "parts", run.FileName))));
        Assert.All(once, record => Assert.Equal((24L, record.Gains[^1].Value), (record.Evaluations, record.Best)));
        Assert.All(once, record => Assert.InRange(record.UnitsSpent, 1, 24 * 300));
    }

    [Fact]
    public async Task Read_AFileOfAnotherSizeOrADamagedOne_IsRefused()
    {
        var plan = new MechanismPlan { Seeds = 1, Evaluations = 8, Units = 100, Problems = ["circle-packing-5"], Arms = [MechanismArms.Get("h")] };
        var folder = new MechanismFolder(_folder.FullName);
        await new MechanismRunner(plan, folder, 1).RunAsync(null, CancellationToken.None);

        var other = await Assert.ThrowsAsync<BadInputException>(() => new MechanismRunner(plan with { Evaluations = 9 }, folder, 1).RunAsync(null, CancellationToken.None));
        File.WriteAllText(Path.Combine(_folder.FullName, plan.Runs.First().FileName), "{\"arm\":");
        var damaged = await Assert.ThrowsAsync<BadInputException>(() => new MechanismRunner(plan, folder, 1).RunAsync(null, CancellationToken.None));

        Assert.Contains("8 evaluations of 100 units, not 9 of 100", other.Message, StringComparison.Ordinal);
        Assert.Contains("no result of a run", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arms_ClimbingAndRandom_UseOnlyTheirKindsOfPatch()
    {
        MechanismRecord random = await new MechanismRun(MechanismArms.Get("R"), "circle-packing-7", 3, 20, 200).RunAsync(CancellationToken.None);
        MechanismRecord climbing = await new MechanismRun(MechanismArms.Get("H"), "circle-packing-7", 3, 20, 200).RunAsync(CancellationToken.None);

        Assert.Equal(["seed", "full"], random.Patches.Select(patch => patch.Name));
        Assert.Equal(["seed", "diff"], climbing.Patches.Select(patch => patch.Name));
        Assert.Equal((0, 0, null), (random.Growths, climbing.Children, climbing.Correlation));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 10, 20, 30, 40 }, 1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 4, 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 2, 1, 4, 3, 5 }, 0.8)]
    [InlineData(new double[] { 1, 1, 2, 3 }, new double[] { 1, 2, 3, 4 }, 0.9486832980505138)]
    public void RankCorrelation_KnownCases_AreMet(double[] one, double[] other, double expected) =>
        Assert.Equal(expected, RankCorrelation.Of(one, other), 1e-12);

    [Fact]
    public void RankCorrelation_WithoutVariation_IsUnknown() => Assert.True(double.IsNaN(RankCorrelation.Of([1, 1, 1], [1, 2, 3])));
}
