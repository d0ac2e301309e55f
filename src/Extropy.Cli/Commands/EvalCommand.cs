using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Models;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Solving;
using Extropy.Core.Statistics;
using Extropy.Learning.Evaluation;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Models.Serving;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy eval knights-and-knaves</c>: what a model does by itself, without search, size by size.</summary>
internal static class EvalCommand
{
    private const int DefaultPuzzles = 200;
    private const int MostPuzzles = 100_000;
    private static readonly int[] DefaultPeople = [2, 3, 4, 5];

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("eval", "what a model does by itself: greedy, pass@1 and pass@k for each number of people");
        Argument<string?> task = Flags.Name("task", "task", "what to try it on", KkSetup.Name);
        Option<int[]?> people = Flags.Wholes("--people", "N,N,…", "numbers of people (default 2,3,4,5)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<long?> puzzles = Flags.Whole("--puzzles", "N", "held-out puzzles of each size (default 200)", 1, MostPuzzles);
        Option<long?> samples = Flags.Whole("--samples", "K", "samples of each puzzle, for pass@1 and pass@k (default 8)", 1, 1024);
        Option<string?> model = Flags.Text("--model", "DIR", "a checkpoint of your own instead of the model that ships");
        command.Add(task);
        foreach (Option option in (Option[])[people, puzzles, samples, model]) command.Add(option);
        host.Handle(command, invocation => RunAsync(
            invocation,
            invocation.Get(people) is { Length: > 0 } sizes ? sizes : DefaultPeople,
            (int)(invocation.Get(puzzles) ?? DefaultPuzzles),
            (int)(invocation.Get(samples) ?? PolicyEvaluationOptions.DefaultGroupSize),
            invocation.Get(model)));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, int[] people, int puzzles, int samples, string? model)
    {
        string folder = ShippedModel.Find(KkSetup.Name, model);
        (DecoderPolicy policy, DecodingEngine engine) = ShippedModel.Open(folder, KkCodec.Shared, invocation.Workers);
        await using (engine)
        {
            return await RunScope.RunAsync(invocation, "eval", ImmutableSortedDictionary<string, string>.Empty, async _ =>
            {
                var options = new PolicyEvaluationOptions { GroupSize = samples, Seed = invocation.Seed };
                var rows = new List<KkEvaluationRow>();
                using (var progress = new ProgressLine(invocation))
                {
                    foreach (int size in people)
                    {
                        progress.Report(rows.Count, people.Length, string.Create(CultureInfo.InvariantCulture, $"{size} people"));
                        rows.AddRange(await KkEvaluation.RunAsync(policy, [size], puzzles, options, invocation.Cancellation));
                    }
                }

                JsonObject result = Result(policy, rows, samples, invocation.Seed);
                return new RunEnd(ExitCode.Done, result, () => Show(invocation, policy, rows, samples));
            });
        }
    }

    private static void Show(Invocation invocation, DecoderPolicy policy, List<KkEvaluationRow> rows, int samples)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[bold]{Markup.Escape(policy.Identity.Name)}[/]  [grey]by itself, without search; weights {policy.Identity.Weights}[/]");
        page.Write(EvaluationTable.Of(rows, samples));
        page.MarkupLine("[grey]solved: right answer, no false step, every role derived. right: the answer alone. Percent with 95 % Wilson intervals.[/]");
    }

    private static JsonObject Result(DecoderPolicy policy, List<KkEvaluationRow> rows, int samples, long seed) => new()
    {
        ["task"] = KkSetup.Name,
        ["model"] = policy.Identity.Name,
        ["weights"] = policy.Identity.Weights.ToString(),
        ["seed"] = seed,
        ["samples"] = samples,
        ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject
        {
            ["people"] = row.People,
            ["puzzles"] = row.Puzzles,
            ["greedySolved"] = Json(row.GreedySolved),
            ["greedyRight"] = Json(row.GreedyRight),
            ["pass1Solved"] = Json(row.SampledSolved),
            ["pass1Right"] = Json(row.SampledRight),
            ["passKSolved"] = Json(EvaluationTable.Complement(row.AllWrong)),
            ["ended"] = row.Ended,
            ["tokensPerSample"] = row.TokensPerSample,
            ["withinGate"] = row.IsWithinGate,
        })]),
    };

    private static JsonObject Json(Interval interval) => new() { ["estimate"] = interval.Estimate, ["low"] = interval.Low, ["high"] = interval.High };
}
