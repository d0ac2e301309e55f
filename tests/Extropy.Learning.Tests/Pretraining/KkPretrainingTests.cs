using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Learning.Pretraining;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Models.Checkpoints;
using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Learning.Tests.Pretraining;

public sealed class KkPretrainingTests : IDisposable
{
    private static readonly KkPretrainingOptions Tiny = new()
    {
        Seed = 3,
        Decoder = KkPretrainingOptions.DefaultDecoder with { Width = 32, Layers = 1, Heads = 2, KeyValueHeads = 1, HiddenSize = 32, ContextLength = 128 },
        Curriculum = new() { VerdictSteps = 3, DerivationSteps = 4, MaxRowTokens = 100, ShareByPeople = [1, 1] },
        Training = new() { TokensPerStep = 512, CheckpointEvery = 2, ReportEvery = 1 },
        EvaluationPuzzles = 3,
        EvaluationSizes = [2, 3],
        Evaluation = new() { GroupSize = 2, MaxTokens = 80 },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("extropy-pretraining-").FullName;

    private string State => Path.Combine(_folder, "training.state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_AnyThreadsAndKilledOnTheWay_MakesTheSameModelAndResult()
    {
        KkPretrainingReport one = await Run("one", threads: 1, state: null);
        using (var killed = new CancellationTokenSource())
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => Run("two", threads: 3, State, killed, killAt: 5));
        }

        KkPretrainingReport two = await Run("two", threads: 2, State);

        Assert.Equal(one.ToResult().ToJsonString(), two.ToResult().ToJsonString());
        Assert.Equal(Bytes("one", "model.safetensors"), Bytes("two", "model.safetensors"));
        Assert.Equal(Bytes("one", "config.json"), Bytes("two", "config.json"));
    }

    [Fact]
    public async Task RunAsync_Finished_LeavesAModelWithItsMetrics()
    {
        KkPretrainingReport report = await Run("model", threads: 2, state: null);

        Checkpoint model = CheckpointDirectory.Load(Path.Combine(_folder, "model"));
        JsonNode metrics = JsonNode.Parse(model.Metrics ?? "") ?? throw new InvalidOperationException("no metrics");
        Assert.Equal(KkCodec.Shared.Name, model.Vocabulary);
        Assert.Equal(report.Weights, WeightsDigest.Of(model.Parameters, model.Vocabulary));
        Assert.Equal(report.Weights.ToString(), (string?)metrics["result"]?["weights"]);
        Assert.Equal(3, (int?)metrics["result"]?["recipe"]?["seed"]);
        Assert.Equal([2, 3], report.Evaluation.Select(row => row.People));
        Assert.Null(report.IsWithinGate); // sizes 4 and 5 were not evaluated
        Assert.Equal(7, report.Steps);
        Assert.Equal(7, report.Curve.Length);
    }

    [Fact]
    public void Options_ThatDoNotFitTogether_AreAllNamed()
    {
        KkPretrainingOptions options = Tiny with
        {
            Decoder = Tiny.Decoder with { VocabularySize = 5 }, Curriculum = Tiny.Curriculum with { MaxRowTokens = 600 }, EvaluationPuzzles = -1,
        };

        var error = Assert.Throws<BadInputException>(options.Validate);

        Assert.All(["vocabulary", "context", "step", "puzzles"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private async Task<KkPretrainingReport> Run(
        string model, int threads, string? state, CancellationTokenSource? cancellation = null, long killAt = long.MaxValue)
    {
        using var pretraining = new KkPretraining(Tiny, TimeProvider.System, threads);
        return await pretraining.RunAsync(Path.Combine(_folder, model), state, Watch, cancellation?.Token ?? CancellationToken.None);

        void Watch(PretrainingProgress progress)
        {
            if (progress.Step == killAt) cancellation?.Cancel();
        }
    }

    private byte[] Bytes(string model, string file) => File.ReadAllBytes(Path.Combine(_folder, model, file));
}
