using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Extropy.Cli.Evaluating;
using Extropy.Cli.Hosting;
using Extropy.Cli.Running;
using Extropy.Core.Statistics;
using Extropy.Learning.Evaluation;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy eval &lt;task&gt;</c>: what a policy does by itself, without search: pass@k, avg@k and maj@k for each size.</summary>
internal static class EvalCommand
{
    private const int MostPuzzles = 100_000;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("eval", "what a model does by itself: greedy, pass@k, avg@k and maj@k for each number of people");
        Argument<string?> task = Flags.Name("task", "task", "what to try it on", EvalSetup.Tasks);
        Option<int[]?> people = Flags.Wholes("--people", "N,N,…", "numbers of people (default 2,3,4,5,6; of a file: all)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<long?> puzzles = Flags.Whole("--puzzles", "N", "puzzles of each size (default 200 held-out ones; of a file: all)", 1, MostPuzzles);
        Option<string?> data = Flags.Text("--data", "FILE", "take the puzzles from a .parquet or .jsonl file");
        Option<long?> samples = Flags.Whole("--samples", "N", "samples of each puzzle (default 8)", 1, MajAtK.MostSamples);
        Option<int[]?> ks = Flags.Wholes("--k", "K,K,…", "values of k, none above the samples (default 1,2,4,… and the samples)", 1, MajAtK.MostSamples);
        Option<double?> temperature = Flags.Number("--temperature", "T", "sampling temperature (default 1)", "of at least 0", value => value >= 0);
        Option<double?> topP = Flags.Number("--top-p", "P", "sample from the smallest set of tokens with this mass (default 1: all)", "above 0 and at most 1", value => value is > 0 and <= 1);
        Option<string?> model = Flags.Text("--model", "DIR", "a checkpoint of your own instead of the model that ships");
        command.Add(task);
        foreach (Option option in (Option[])[people, puzzles, data, samples, ks, temperature, topP, model]) command.Add(option);
        host.Handle(command, invocation => RunAsync(invocation, new EvalRequest
        {
            Task = invocation.Get(task)!, // required
            Seed = invocation.Seed,
            Samples = (int)(invocation.Get(samples) ?? PolicyEvaluationOptions.DefaultGroupSize),
            Ks = invocation.Get(ks) is { Length: > 0 } values ? [.. values.Order()] : null,
            People = invocation.Get(people) is { Length: > 0 } sizes ? [.. sizes] : null,
            Puzzles = (int?)invocation.Get(puzzles),
            Data = invocation.Get(data),
            Temperature = invocation.Get(temperature),
            TopP = invocation.Get(topP),
            Model = invocation.Get(model),
        }));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, EvalRequest request)
    {
        request.Validate();
        await using EvalSetup setup = await EvalSetup.CreateAsync(request, invocation.Workers, invocation.Cancellation);
        return await RunScope.RunAsync(invocation, "eval", Options(request, setup), async _ =>
        {
            EvalReport report = await Task.Run(() => EvalReport.MakeAsync(invocation, request, setup), invocation.Cancellation);
            return new RunEnd(ExitCode.Done, EvalJson.Of(report), () => EvalPage.Show(invocation, report));
        });
    }

    private static ImmutableSortedDictionary<string, string> Options(EvalRequest request, EvalSetup setup)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return ImmutableSortedDictionary<string, string>.Empty
            .Add("task", request.Task)
            .Add("origin", setup.Origin)
            .Add("policy", setup.Policy.Identity.Name)
            .Add("puzzles", setup.Groups.Sum(group => group.Problems.Length).ToString(culture))
            .Add("samples", request.Samples.ToString(culture))
            .Add("k", string.Join(',', request.EffectiveKs))
            .Add("temperature", request.Sampling.Temperature.ToString(culture))
            .Add("top-p", request.Sampling.TopP.ToString(culture));
    }
}
