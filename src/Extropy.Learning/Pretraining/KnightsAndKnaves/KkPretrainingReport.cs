using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Core.Identity;
using Extropy.Core.Statistics;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>What a run made: identity of the weights, the way there, and what the model does by itself.</summary>
/// <param name="Options">The recipe.</param>
/// <param name="Weights">Identity of the weights.</param>
/// <param name="Steps">Updates made.</param>
/// <param name="Tokens">Positions seen.</param>
public sealed record KkPretrainingReport(KkPretrainingOptions Options, Digest Weights, long Steps, long Tokens)
{
    private const int Digits = 6;
    private const long CurveEvery = 100;

    /// <summary>How metrics files are written.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    /// <summary>Every report of this process; a run that was continued lacks the reports of the processes before.</summary>
    public ImmutableArray<PretrainingProgress> Curve { get; init; } = [];

    /// <summary>One row per size; empty when evaluation was left out.</summary>
    public ImmutableArray<KkEvaluationRow> Evaluation { get; init; } = [];

    /// <summary>Time spent training in this process.</summary>
    public TimeSpan Training { get; init; }

    /// <summary>Time spent evaluating.</summary>
    public TimeSpan Evaluating { get; init; }

    /// <summary>Threads that computed.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the difficulty gate holds at every one of its sizes; null when one of them was not evaluated.</summary>
    public bool? IsWithinGate =>
        KkEvaluation.GateSizes.All(size => Evaluation.Any(row => row.People == size))
            ? Evaluation.Where(row => KkEvaluation.GateSizes.Contains(row.People)).All(row => row.IsWithinGate)
            : null;

    /// <summary>The report: <c>result</c> is a pure function of the recipe, <c>measured</c> is not.</summary>
    public JsonObject ToJson() => new() { ["result"] = ToResult(), ["measured"] = ToMeasured() };

    /// <summary>What every run of this recipe finds.</summary>
    public JsonObject ToResult() => new()
    {
        ["recipe"] = RecipeJson(),
        ["weights"] = Weights.ToString(),
        ["parameters"] = Options.Decoder.ParameterCount,
        ["steps"] = Steps,
        ["tokens"] = Tokens,
        ["evaluation"] = new JsonArray([.. Evaluation.Select(RowJson)]),
        ["withinGate"] = IsWithinGate,
    };

    /// <summary>Time, speed and the curve as this process saw it.</summary>
    public JsonObject ToMeasured() => new()
    {
        ["threads"] = Threads,
        ["trainingSeconds"] = Rounded(Training.TotalSeconds, 1),
        ["evaluationSeconds"] = Rounded(Evaluating.TotalSeconds, 1),
        ["tokensPerSecond"] = Rounded(Training > TimeSpan.Zero ? Tokens / Training.TotalSeconds : 0, 0),
        ["curve"] = new JsonArray([.. Curve.Where(point => point.Step % CurveEvery == 0 || point.Step == Steps).Select(CurveJson)]),
    };

    private JsonObject RecipeJson()
    {
        DecoderConfig decoder = Options.Decoder;
        KkCurriculumOptions curriculum = Options.Curriculum;
        PretrainingOptions training = Options.Training;
        return new JsonObject
        {
            ["seed"] = Options.Seed,
            ["decoder"] = new JsonObject
            {
                ["width"] = decoder.Width,
                ["layers"] = decoder.Layers,
                ["heads"] = decoder.Heads,
                ["keyValueHeads"] = decoder.KeyValueHeads,
                ["headSize"] = decoder.HeadSize,
                ["hiddenSize"] = decoder.HiddenSize,
                ["contextLength"] = decoder.ContextLength,
                ["ropeBase"] = decoder.RopeBase,
            },
            ["initialDeviation"] = Options.InitialDeviation,
            ["curriculum"] = new JsonObject
            {
                ["verdictSteps"] = curriculum.VerdictSteps,
                ["growthSteps"] = curriculum.GrowthSteps,
                ["derivationSteps"] = curriculum.DerivationSteps,
                ["shareByPeople"] = new JsonArray([.. curriculum.ShareByPeople.Select(share => (JsonNode)share)]),
                ["paragraphsPerRow"] = curriculum.ParagraphsPerRow,
                ["verdictShare"] = curriculum.VerdictShare,
                ["takeOverShare"] = curriculum.TakeOverShare,
                ["verdictWeight"] = curriculum.VerdictWeight,
                ["maxRowTokens"] = curriculum.MaxRowTokens,
            },
            ["training"] = new JsonObject
            {
                ["tokensPerStep"] = training.TokensPerStep,
                ["learningRate"] = training.LearningRate,
                ["warmUpSteps"] = training.WarmUpSteps,
                ["finalShare"] = training.FinalShare,
                ["clipNorm"] = training.ClipNorm,
                ["beta1"] = training.Optimiser.Beta1,
                ["beta2"] = training.Optimiser.Beta2,
                ["epsilon"] = training.Optimiser.Epsilon,
                ["weightDecay"] = training.Optimiser.WeightDecay,
            },
        };
    }

    private static JsonNode RowJson(KkEvaluationRow row) => new JsonObject
    {
        ["people"] = row.People,
        ["puzzles"] = row.Puzzles,
        ["greedySolved"] = IntervalJson(row.GreedySolved),
        ["greedyRight"] = IntervalJson(row.GreedyRight),
        ["sampledSolved"] = IntervalJson(row.SampledSolved),
        ["sampledRight"] = IntervalJson(row.SampledRight),
        ["allWrong"] = IntervalJson(row.AllWrong),
        ["ended"] = Rounded(row.Ended, Digits),
        ["tokensPerSample"] = Rounded(row.TokensPerSample, 1),
        ["withinGate"] = row.IsWithinGate,
    };

    private static JsonNode CurveJson(PretrainingProgress point) => new JsonObject
    {
        ["step"] = point.Step,
        ["stage"] = point.Stage,
        ["loss"] = Rounded(point.Loss, Digits),
        ["verdictAccuracy"] = Rounded(point.ProbeAccuracy, Digits),
    };

    private static JsonArray IntervalJson(Interval interval) =>
        [Rounded(interval.Low, Digits), Rounded(interval.Estimate, Digits), Rounded(interval.High, Digits)];

    private static double Rounded(double value, int digits) => Math.Round(value, digits);
}
