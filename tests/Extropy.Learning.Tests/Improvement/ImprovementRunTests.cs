using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Improvement;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Tests.Rollouts;
using Extropy.Learning.Training;
using Extropy.Models.Checkpoints;
using Extropy.Search.Strategies;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Testing.Files;

namespace Extropy.Learning.Tests.Improvement;

/// <summary>The loop: it goes on where it was killed, to the bit, on any number of threads; and it improves.</summary>
public sealed class ImprovementRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Resumed_AfterAKillAtAnyUpdate_EndsWithTheSameBits(int updatesBeforeTheKill)
    {
        using var folder = new TemporaryFolder();
        string state = Path.Combine(folder.Path, "improve.state");
        ImprovementResult whole = await RunAsync(Plan(), state: null, threads: 2);

        using var kill = new CancellationTokenSource();
        var killer = new Killer(updatesBeforeTheKill, kill);
        await using (var first = new ImprovementRun(Plan(), threads: 1))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(state, killer, kill.Token));
        ImprovementResult resumed = await RunAsync(Plan(), state, threads: 3);

        Assert.Equal(whole.After, resumed.After);
        Assert.NotEqual(whole.Before, whole.After);
        Assert.Equal(whole.Updates.Select(Text), resumed.Updates.Select(Text));
        Assert.Equal(whole.Validation.Select(Text), resumed.Validation.Select(Text));
    }

    [Fact]
    public async Task Cancelled_BetweenCheckpoints_GoesOnFromTheLastFinishedUpdate()
    {
        using var folder = new TemporaryFolder();
        string state = Path.Combine(folder.Path, "improve.state");
        ImprovementPlan plan = Plan() with { Options = Plan().Options with { CheckpointEvery = 100, ValidateEvery = 1 } };
        ImprovementResult whole = await RunAsync(plan with { Start = Plan().Start }, state: null, threads: 2);
        using var stop = new CancellationTokenSource();
        await using (var first = new ImprovementRun(plan with { Start = Plan().Start }, threads: 2))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(state, new Killer(3, stop), stop.Token));

        var watch = new Restored();
        await using var second = new ImprovementRun(plan with { Start = Plan().Start }, threads: 2);
        ImprovementResult resumed = await second.RunAsync(state, watch, CancellationToken.None);

        Assert.Equal((3, 1), (watch.Before, watch.After));
        Assert.Equal(whole.After, resumed.After);
        Assert.Equal(whole.Validation.Select(Text), resumed.Validation.Select(Text)); // the check that the stop cut off is made up for
    }

    [Fact]
    public async Task Checkpoint_OnAFullDisk_KeepsTheOldOneAndSaysSo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device without room");
        using var folder = new TemporaryFolder();
        string state = folder.File("improve.state");
        ImprovementResult whole = await RunAsync(Plan(), state: null, threads: 2);
        using var kill = new CancellationTokenSource();
        await using (var first = new ImprovementRun(Plan(), threads: 2))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(state, new Killer(2, kill), kill.Token));
        byte[] before = await File.ReadAllBytesAsync(state, CancellationToken.None);
        File.CreateSymbolicLink(state + ".saving", "/dev/full"); // the kernel's own refusal: no space left

        string message = (await Assert.ThrowsAsync<ExtropyException>(() => RunAsync(Plan(), state, threads: 2))).Message;

        Assert.Contains(state, message, StringComparison.Ordinal);
        Assert.Equal([state], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal(before, await File.ReadAllBytesAsync(state, CancellationToken.None));
        Assert.Equal(whole.After, (await RunAsync(Plan(), state, threads: 2)).After);
    }

    [Fact]
    public async Task Checkpoint_OfAnotherPlan_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string state = Path.Combine(folder.Path, "improve.state");
        await RunAsync(Plan(), state, threads: 2);
        ImprovementPlan other = Plan() with { RuleIdentity = "another" };

        var fault = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(other, state, threads: 2));
        Assert.Contains("other options", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllGroupsFiltered_IsOneSentence()
    {
        ImprovementPlan plan = Plan() with { Problems = ShippedPolicy.Problems(9, 12), Filters = [new DynamicSampling()] };

        var fault = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(plan, state: null, threads: 2));
        Assert.Contains("filtered out", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupOfOne_ForAGroupEstimator_IsRefused()
    {
        ImprovementPlan plan = Plan();
        Assert.Throws<BadInputException>(() => new ImprovementRun(plan with { Options = plan.Options with { GroupSize = 1 } }, 1));
    }

    private static string Text(UpdateRow row) => row.ToString().Split("Metrics")[0] + string.Join(' ', row.Metrics);

    private static string Text(ValidationRow row) =>
        $"{row.Step} {row.Tokens} {string.Join(' ', row.Levels.SelectMany(level => level.Solved))} {string.Join(' ', row.Levels.SelectMany(level => level.Greedy))}";

    private static async Task<ImprovementResult> RunAsync(ImprovementPlan plan, string? state, int threads)
    {
        await using var run = new ImprovementRun(plan, threads);
        return await run.RunAsync(state, observer: null, CancellationToken.None);
    }

    private static ImprovementPlan Plan()
    {
        string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
        return new ImprovementPlan
        {
            Start = CheckpointDirectory.Load(Path.Combine(root, "models", "knights-and-knaves")),
            Codec = KkCodec.Shared,
            Problems = ShippedPolicy.Problems(4, 30),
            Validation = [new ValidationLevel("n = 4", ShippedPolicy.Problems(4, 10, seed: 9))],
            Rollouts = new SearchRollouts(KnownStrategies.Create("bes"), new SearchRolloutsOptions()),
            Rule = new UpdateRule(new MaxRlStd(), [], new Objective(new PpoClip(new PpoClipOptions()), [], [], new TokenMean())),
            RuleIdentity = "maxrl-std, ppo-clip, token-mean",
            Options = new ImprovementOptions
            {
                Updates = 4, Collection = new CollectionPlan { Tokens = 2_500 }, CheckpointEvery = 2, ValidateEvery = 2, ValidationSamples = 1,
                Trainer = new PolicyTrainerOptions { LearningRate = 3e-5, Minibatches = 2 },
            },
        };
    }

    private sealed class Restored : IImprovementObserver
    {
        public int Before { get; private set; }

        public int After { get; private set; }

        public void OnRestored(IReadOnlyList<UpdateRow> updates, IReadOnlyList<ValidationRow> checks) => Before = updates.Count;

        public void OnUpdate(UpdateRow row) => After++;
    }

    /// <summary>Cancels after some updates.</summary>
    private sealed class Killer(int updates, CancellationTokenSource kill) : IImprovementObserver
    {
        private int _seen;

        public void OnUpdate(UpdateRow row)
        {
            if (++_seen == updates) kill.Cancel();
        }
    }
}
