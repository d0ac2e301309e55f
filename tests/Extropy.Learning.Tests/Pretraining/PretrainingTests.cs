using Extropy.Core.Errors;
using Extropy.Learning.Pretraining;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Tests.Doubles;
using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Learning.Tests.Pretraining;

public sealed class PretrainingTests : IDisposable
{
    private static readonly PretrainingOptions Options = new() { TokensPerStep = 1024, LearningRate = 0.1, WarmUpSteps = 3, CheckpointEvery = 4 };
    private static readonly KkCurriculum Rows = new(new KkCurriculumOptions { VerdictSteps = 10, DerivationSteps = 20 });

    private readonly string _folder = Directory.CreateTempSubdirectory("extropy-pretraining-").FullName;

    private string State => Path.Combine(_folder, "training.state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_ToTheEnd_LowersTheLossAndReportsEveryTenSteps()
    {
        var reports = new List<PretrainingProgress>();
        Create(out _).Run(null, reports.Add, CancellationToken.None);

        Assert.Equal([10, 20, 30], reports.Select(report => report.Step));
        Assert.Equal(["verdicts", "derivations", "derivations"], reports.Select(report => report.Stage));
        Assert.True(reports[^1].Loss < 0.6 * Math.Log(KkCodec.Shared.VocabularySize), $"loss {reports[^1].Loss}");
        Assert.All(reports, report => Assert.InRange(report.ProbeAccuracy, 0.3, 1));
    }

    [Fact]
    public void Run_KilledBetweenCheckpoints_EndsWithTheSameBits()
    {
        Create(out BigramDecoder straight).Run(null, null, CancellationToken.None);

        foreach (long kill in new long[] { 5, 13, 14, 29 }) // the run is simply dropped: only the file is left, 0 to 3 steps behind
            Create(out _).Run(State, null, CancellationToken.None, lastStep: kill);
        Create(out BigramDecoder resumed).Run(State, null, CancellationToken.None);

        Assert.Equal(straight.Parameters.Values, resumed.Parameters.Values);
    }

    [Fact]
    public void Run_StateOfAnEarlierStep_IsContinuedNotRepeated()
    {
        Learning.Pretraining.Pretraining first = Create(out _);
        first.Run(State, null, CancellationToken.None, lastStep: 8);
        long tokens = first.Tokens;

        Learning.Pretraining.Pretraining second = Create(out _);
        second.Run(State, null, CancellationToken.None, lastStep: 9);

        Assert.Equal(9, second.Step);
        Assert.InRange(second.Tokens - tokens, 1, Options.TokensPerStep);
    }

    [Fact]
    public void Run_Cancelled_LeavesAStateToGoOnFrom()
    {
        using var cancellation = new CancellationTokenSource();
        Learning.Pretraining.Pretraining cancelled = Create(out _);

        Assert.Throws<OperationCanceledException>(() =>
            cancelled.Run(State, report => cancellation.Cancel(), cancellation.Token));
        Create(out BigramDecoder resumed).Run(State, null, CancellationToken.None);
        Create(out BigramDecoder straight).Run(null, null, CancellationToken.None);

        Assert.Equal(10, cancelled.Step);
        Assert.Equal(straight.Parameters.Values, resumed.Parameters.Values);
    }

    [Fact]
    public void Run_StateOfAnotherRun_IsRefused()
    {
        Create(out _).Run(State, null, CancellationToken.None, lastStep: 2);
        var other = new Learning.Pretraining.Pretraining(
            new BigramDecoder(KkCodec.Shared.VocabularySize, seed: 2), Rows, Options, TimeProvider.System);

        Assert.Throws<BadInputException>(() => other.Run(State, null, CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(500)]
    [InlineData(-1)]
    public void Run_DamagedState_IsRefused(int place)
    {
        Create(out _).Run(State, null, CancellationToken.None, lastStep: 2);
        byte[] bytes = File.ReadAllBytes(State);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(State, bytes);

        Assert.IsNotType<BadInputException>(
            Assert.ThrowsAny<ExtropyException>(() => Create(out _).Run(State, null, CancellationToken.None)));
    }

    [Fact]
    public void Run_TruncatedState_IsRefused()
    {
        Create(out _).Run(State, null, CancellationToken.None, lastStep: 2);
        File.WriteAllBytes(State, File.ReadAllBytes(State)[..^7]);

        Assert.ThrowsAny<ExtropyException>(() => Create(out _).Run(State, null, CancellationToken.None));
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        var options = new PretrainingOptions
        {
            TokensPerStep = 1, LearningRate = 0, WarmUpSteps = -1, FinalShare = 2, ClipNorm = 0, CheckpointEvery = 0, ReportEvery = 0,
        };

        var error = Assert.Throws<BadInputException>(options.Validate);

        Assert.All(
            ["tokens in a step", "learning rate", "warm-up", "final share", "clipping norm", "checkpoint", "report"],
            word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static Learning.Pretraining.Pretraining Create(out BigramDecoder decoder)
    {
        decoder = new BigramDecoder(KkCodec.Shared.VocabularySize, seed: 1);
        return new(decoder, Rows, Options, TimeProvider.System);
    }
}
