using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement;
using Extropy.Learning.Improvement.Arms;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Testing.Files;

namespace Extropy.Learning.Tests.Improvement;

/// <summary>A comparison is fair by its records, runs nothing twice, and refuses records of other settings.</summary>
public sealed class ArmsRunnerTests
{
    private static readonly string Model = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "models", "knights-and-knaves"));

    [Fact]
    public async Task Arms_OfOnePlan_SpendTheSameTokensAndMakeTheSameSteps()
    {
        using var folder = new TemporaryFolder();
        ArmsPlan plan = Plan(updates: 2) with { Tokens = 12_000 };

        ImmutableArray<ArmRecord> records = await new ArmsRunner(plan, Model, folder.Path, threads: 2).RunAsync((_, _) => null, CancellationToken.None);

        Assert.Equal(["grpo", "bes", "grpo"], records.Select(record => record.Arm));
        Assert.Equal([1L, 1L, 2L], records.Select(record => record.Seed));
        Assert.All(records, record => Assert.Equal(2, record.OptimiserSteps));
        Assert.All(records, record => Assert.InRange(record.Tokens, 2 * plan.Tokens, 2 * plan.Tokens + 3_000)); // the last group's overshoot
        Assert.All(records, record => Assert.Equal(records[0].LevelsBefore, record.LevelsBefore));
        Assert.Equal(0, records[0].Searched);
        Assert.True(records[1].Searched > 0);
    }

    [Fact]
    public async Task Records_AlreadyThere_AreReadAndEqualThoseOfARunAtOnce()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        ArmsPlan plan = Plan(updates: 2);
        await new ArmsRunner(plan, Model, first.Path, threads: 1).RunAsync((_, _) => null, CancellationToken.None);
        await new ArmsRunner(plan, Model, second.Path, threads: 3).RunAsync((_, _) => null, CancellationToken.None);
        foreach (string file in Directory.GetFiles(first.Path)) Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(second.Path, Path.GetFileName(file))));

        int asked = 0;
        ImmutableArray<ArmRecord> again = await new ArmsRunner(plan, Model, first.Path, threads: 1).RunAsync((_, _) => { asked++; return null; }, CancellationToken.None);
        Assert.Equal(0, asked);
        Assert.Equal(3, again.Length);
    }

    [Fact]
    public async Task Record_OfOtherSettings_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await new ArmsRunner(Plan(updates: 1), Model, folder.Path, threads: 2).RunAsync((_, _) => null, CancellationToken.None);

        var fault = await Assert.ThrowsAsync<BadInputException>(
            () => new ArmsRunner(Plan(updates: 2), Model, folder.Path, threads: 2).RunAsync((_, _) => null, CancellationToken.None));
        Assert.Contains("updates = 1, and this comparison has 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OnAFullDisk_LeavesTheCheckpointAndNothingBeside()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device without room");
        using var folder = new TemporaryFolder();
        string record = folder.File("grpo-s1.json");
        File.CreateSymbolicLink(record + ".saving", "/dev/full"); // the kernel's own refusal: no space left

        var fault = await Assert.ThrowsAsync<ExtropyException>(
            () => new ArmsRunner(Plan(updates: 1), Model, folder.Path, threads: 2).RunAsync((_, _) => null, CancellationToken.None));

        Assert.Contains(record, fault.Message, StringComparison.Ordinal);
        Assert.Equal([folder.File("grpo-s1.state")], Directory.GetFileSystemEntries(folder.Path));
    }

    private static ArmsPlan Plan(long updates) => new()
    {
        Arms = [(KnownArms.Find("grpo"), 2), (KnownArms.Find("bes"), 1)],
        Tokens = 2_500,
        Options = new KkImprovementOptions
        {
            People = [4], Puzzles = 20, ValidationPeople = [3, 4], ValidationPuzzles = 4, Run = new ImprovementOptions { Updates = updates, ValidationSamples = 1 },
        },
    };
}
