using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Extropy.Learning.Evaluation;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Learning.Tests.Pretraining;

/// <summary>The model in models/knights-and-knaves is the one that its metrics describe, and the default recipe is how it was made.</summary>
public sealed class ShippedModelTests(ITestOutputHelper output)
{
    private const long LargestFile = 8_000_000;
    private const string BitsAfterThreeSteps = "cfd947c56e1d77eeb762b9ba466b3863";

    private static readonly string Folder = Path.Combine(Root(), "models", "knights-and-knaves");

    [Fact]
    public void Metrics_OfTheShippedModel_NameItsWeightsAndTheDefaultRecipe()
    {
        Checkpoint model = CheckpointDirectory.Load(Folder);
        JsonNode result = Result(model);
        var expected = new KkPretrainingReport(new KkPretrainingOptions(), WeightsDigest.Of(model.Parameters, model.Vocabulary), 0, 0);

        Assert.Equal(KkCodec.Shared.Name, model.Vocabulary);
        Assert.Equal(KkPretrainingOptions.DefaultDecoder, model.Parameters.Config);
        Assert.Equal(expected.Weights.ToString(), (string?)result["weights"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(expected.ToResult()["recipe"]?.ToJsonString() ?? ""), result["recipe"]), "the recipe is not the default");
        Assert.InRange(new FileInfo(Path.Combine(Folder, "model.safetensors")).Length, 1, LargestFile);
    }

    [Fact]
    public async Task ShippedModel_ThreePeopleGreedy_DerivesManyButNotAll()
    {
        Checkpoint model = CheckpointDirectory.Load(Folder);
        await using var engine = new DecodingEngine(DecoderWeights.Pack(model.Parameters));
        var policy = new DecoderPolicy(engine, KkCodec.Shared, "shipped", WeightsDigest.Of(model.Parameters, model.Vocabulary));
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(3, 50, seed: 2); // other puzzles than those of the metrics

        ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(
            policy, problems, new PolicyEvaluationOptions { GroupSize = 0 }, CancellationToken.None);

        int solved = scores.Count(score => score.IsGreedySolved);
        output.WriteLine($"{solved} of {scores.Length}");
        Assert.InRange(solved, 20, 48);
    }

    /// <summary>Fails when kernels, data or optimiser change a bit: then the model that ships must be made anew, and this digest with it.</summary>
    [Fact]
    public async Task Recipe_FirstSteps_GiveTheBitsThatTheShippedModelBeganWith()
    {
        var recipe = new KkPretrainingOptions { EvaluationPuzzles = 0, Curriculum = new() { VerdictSteps = 2, DerivationSteps = 1, GrowthSteps = 1 } };
        string folder = Directory.CreateTempSubdirectory("extropy-recipe-").FullName;
        using var training = new KkPretraining(recipe, TimeProvider.System, threads: 2);

        KkPretrainingReport report = await training.RunAsync(Path.Combine(folder, "model"), null, null, CancellationToken.None);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(BitsAfterThreeSteps, report.Weights.ToString());
    }

    private static JsonNode Result(Checkpoint model) =>
        JsonNode.Parse(model.Metrics ?? "{}")?["result"] ?? throw new InvalidOperationException("metrics.json has no result.");

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Extropy.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}
