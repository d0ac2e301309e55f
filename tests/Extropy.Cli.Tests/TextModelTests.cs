using System.Text.Json;
using Extropy.Core.Chance;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Tests.Tokenizing;

namespace Extropy.Cli.Tests;

/// <summary><c>solve --model</c> with a stranger's directory: a tiny Qwen 3 of random weights and a byte-level tokenizer.</summary>
public sealed class TextModelTests : IDisposable
{
    private static readonly DecoderConfig Shape = new()
    {
        VocabularySize = 272, Width = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 64, ContextLength = 8192, NormaliseHeads = true,
    };

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("extropy-").FullName, "tiny-qwen");

    public TextModelTests()
    {
        CheckpointDirectory.Save(_folder, new Checkpoint(ParameterSet.Initialise(Shape, RandomStream.FromSeed(1)), ""));
        TokenizerFiles.WriteByteLevel(_folder);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true); // made above

    [Fact]
    public async Task Solve_RandomWeights_SpendsItsBudgetInEnglish()
    {
        CliRun one = await SolveAsync("--json", "--workers", "1");
        CliRun eight = await SolveAsync("--json", "--workers", "8");

        Assert.Equal(3, one.Code);
        Assert.Equal(one.Result, eight.Result);
        using var result = JsonDocument.Parse(one.Result);
        Assert.Equal("tiny-qwen", result.RootElement.GetProperty("policy").GetString());
        Assert.Contains("knave", result.RootElement.GetProperty("statement")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Solve_RandomWeights_ShowsAPage()
    {
        CliRun run = await SolveAsync();

        Assert.Equal(3, run.Code);
        Assert.Contains("unsolved: the budget is spent (generated tokens)", run.Out, StringComparison.Ordinal);
        CliRun again = await Cli.RunAsync("runs", "report", run.Id);
        Assert.Equal(0, again.Code);
    }

    [Fact]
    public async Task Solve_ModelWithoutATokenizer_IsRefusedInOneSentence()
    {
        File.Delete(Path.Combine(_folder, "tokenizer.json"));

        CliRun run = await SolveAsync();

        Assert.Equal(2, run.Code);
        Assert.Contains("nor a tokenizer", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Solve_TokenizerOfAnotherModel_IsRefusedBeforeTheWeightsAreRead()
    {
        CheckpointDirectory.Save(
            _folder, new Checkpoint(ParameterSet.Zeros(Shape with { VocabularySize = 100 }), ""), into => TokenizerFiles.WriteByteLevel(into));
        File.Delete(Path.Combine(_folder, "model.safetensors"));

        CliRun run = await SolveAsync();

        Assert.Equal(2, run.Code);
        Assert.Contains("269 tokens and the model 100", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qwen3")]
    [InlineData("llama")]
    public async Task Improve_RandomWeights_SavesTheSameKindOfDirectory(string family)
    {
        DecoderConfig shape = Shape with { NormaliseHeads = family == "qwen3" };
        CheckpointDirectory.Save(
            _folder, new Checkpoint(ParameterSet.Initialise(shape, RandomStream.FromSeed(2)), ""), into => TokenizerFiles.WriteByteLevel(into));
        string better = _folder + "-better";

        CliRun improve = await Cli.RunAsync(
            "improve", "knights-and-knaves", "--model", _folder, "--out", better, "--people", "2", "--puzzles", "2", "--validation", "1", "--updates", "1",
            "--set", "prompts=2", "--set", "group=2", "--set", "search-tokens=100", "--json");
        CliRun eval = await Cli.RunAsync("eval", "knights-and-knaves", "--model", better, "--people", "2", "--puzzles", "1", "--samples", "1", "--json");

        Assert.True(improve.Code == 0, improve.Error);
        Assert.True(eval.Code == 0, eval.Error);
        Assert.Equal(shape, CheckpointDirectory.Shape(better));
        Assert.Contains($"\"model_type\": \"{family}\"", await File.ReadAllTextAsync(Path.Combine(better, "config.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_folder, "tokenizer.json"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(Path.Combine(better, "tokenizer.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rollouts_RandomWeights_AreWrittenInTheModelsWords()
    {
        string file = _folder + ".jsonl";

        CliRun run = await Cli.RunAsync(
            "rollouts", "knights-and-knaves", "--model", _folder, "--recipe", "grpo", "--people", "2", "--groups", "1", "--group", "2", "--out", file);

        Assert.True(run.Code == 0, run.Error);
        string[] lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("inhabited only by knights and knaves", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_RandomWeights_SpendsEveryBudget()
    {
        CliRun run = await Cli.RunAsync(
            "compare", "knights-and-knaves", "--model", _folder, "--people", "2", "--puzzles", "1", "--strategies", "bes,best-of-n", "--tokens", "200", "--json");

        Assert.True(run.Code == 0, run.Error);
    }

    private Task<CliRun> SolveAsync(params string[] more) => Cli.RunAsync(
        ["solve", "knights-and-knaves", "--people", "2", "--seed", "3", "--model", _folder, "--budget-tokens", "600", .. more]);
}
