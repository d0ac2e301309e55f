using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Solving;
using Extropy.Learning.Pretraining;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Runs.Store;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy pretrain knights-and-knaves</c>: makes the small model from nothing; the defaults make the one that ships.</summary>
internal static class PretrainCommand
{
    private const int MostSteps = 1_000_000;
    private const int BytesPerParameterState = 3 * sizeof(float); // weights and two moments

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("pretrain", "make the small model from nothing: verdicts first, then derivations; resumable");
        Argument<string?> task = Flags.Name("task", "task", "what it learns", KkSetup.Name);
        Option<string?> folder = Flags.Text("--out", "DIR", "where the model goes (default: model in the run's folder)");
        Option<long?> verdictSteps = Flags.Whole("--verdict-steps", "N", "updates of the first stage", 0, MostSteps);
        Option<long?> derivationSteps = Flags.Whole("--derivation-steps", "N", "updates of the second stage", 0, MostSteps);
        Option<long?> puzzles = Flags.Whole("--evaluation-puzzles", "N", "puzzles of each size in the evaluation at the end; 0 leaves it out (default 200)", 0, 100_000);
        Option<bool> dryRun = Flags.Switch("--dry-run", "show the recipe and what it needs; train nothing");
        command.Add(task);
        foreach (Option option in (Option[])[folder, verdictSteps, derivationSteps, puzzles, dryRun]) command.Add(option);
        host.Handle(command, invocation =>
        {
            KkPretrainingOptions recipe = Recipe(invocation, invocation.Get(verdictSteps), invocation.Get(derivationSteps), invocation.Get(puzzles));
            recipe.Validate();
            return invocation.Get(dryRun) ? Task.FromResult(Plan(invocation, recipe)) : RunAsync(invocation, recipe, invocation.Get(folder));
        });
        return command;
    }

    private static KkPretrainingOptions Recipe(Invocation invocation, long? verdictSteps, long? derivationSteps, long? puzzles)
    {
        var recipe = new KkPretrainingOptions { Seed = invocation.Seed };
        if (verdictSteps is { } first) recipe = recipe with { Curriculum = recipe.Curriculum with { VerdictSteps = (int)first } };
        if (derivationSteps is { } second) recipe = recipe with { Curriculum = recipe.Curriculum with { DerivationSteps = (int)second } };
        return puzzles is { } count ? recipe with { EvaluationPuzzles = (int)count } : recipe;
    }

    private static async Task<int> RunAsync(Invocation invocation, KkPretrainingOptions recipe, string? folder)
    {
        var options = ImmutableSortedDictionary<string, string>.Empty
            .Add("parameters", recipe.Decoder.ParameterCount.ToString(CultureInfo.InvariantCulture))
            .Add("task", KkSetup.Name);
        return await RunScope.RunAsync(invocation, "pretrain", options, async run =>
        {
            string model = folder ?? Path.Combine(run.Folder, "model");
            KkPretrainingReport report = await TrainAsync(invocation, run, recipe, model);
            return new RunEnd(ExitCode.Done, report.ToResult(), () => Show(invocation, report, model)) { Measured = report.ToMeasured() };
        });
    }

    private static async Task<KkPretrainingReport> TrainAsync(Invocation invocation, RunSession run, KkPretrainingOptions recipe, string model)
    {
        using var training = new KkPretraining(recipe, invocation.Time, invocation.Workers);
        using var progress = new ProgressLine(invocation);
        return await Task.Run(
            () => training.RunAsync(model, Path.Combine(run.Folder, "training.state"), Report, invocation.Cancellation),
            invocation.Cancellation);

        void Report(PretrainingProgress now)
        {
            run.Metric("loss", now.Step, now.Loss);
            run.Metric("verdict accuracy", now.Step, now.ProbeAccuracy);
            run.Metric("gradient norm", now.Step, now.GradientNorm);
            run.Metric("learning rate", now.Step, now.LearningRate);
            progress.Report(now.Step, now.TotalSteps, string.Create(
                CultureInfo.InvariantCulture,
                $"{now.Stage}: loss {now.Loss:0.000}, verdicts {now.ProbeAccuracy:0.0 %}, {now.TokensPerSecond:N0} tokens/s, {Durations.Text(now.Left)} left;"));
        }
    }

    private static int Plan(Invocation invocation, KkPretrainingOptions recipe)
    {
        long parameters = recipe.Decoder.ParameterCount;
        long steps = recipe.Curriculum.VerdictSteps + recipe.Curriculum.DerivationSteps;
        if (invocation.Json)
        {
            var plan = new JsonObject
            {
                ["parameters"] = parameters,
                ["steps"] = steps,
                ["tokensPerStep"] = recipe.Training.TokensPerStep,
                ["modelBytes"] = parameters * sizeof(float),
                ["stateBytes"] = parameters * BytesPerParameterState,
            };
            JsonResult.Write(invocation.Terminal.Out, plan, Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        Pages.Heading(page, "Plan");
        Pages.Pairs(
            page,
            ("parameters", Durations.Count(parameters)),
            ("updates", $"{Durations.Count(recipe.Curriculum.VerdictSteps)} on verdicts, then {Durations.Count(recipe.Curriculum.DerivationSteps)} on derivations"),
            ("tokens per update", Durations.Count(recipe.Training.TokensPerStep)),
            ("disk", $"{Durations.Bytes(parameters * sizeof(float))} for the model, {Durations.Bytes(parameters * BytesPerParameterState)} for the training state"));
        page.MarkupLine("[grey]Nothing was trained.[/]");
        return ExitCode.Done;
    }

    private static void Show(Invocation invocation, KkPretrainingReport report, string model)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[green]✓[/] [bold]{Markup.Escape(model)}[/]");
        Pages.Pairs(
            page,
            ("weights", report.Weights.ToString()),
            ("parameters", Durations.Count(report.Options.Decoder.ParameterCount)),
            ("updates", Durations.Count(report.Steps)),
            ("tokens", Durations.Count(report.Tokens)),
            ("time", $"{Durations.Text(report.Training)} training, {Durations.Text(report.Evaluating)} evaluating"));
        if (!report.Evaluation.IsEmpty)
        {
            Pages.Heading(page, "By itself, without search");
            page.Write(EvaluationTable.Of(report.Evaluation, report.Options.Evaluation.GroupSize));
            page.MarkupLine(report.IsWithinGate switch
            {
                true => "[green]within the difficulty gate[/] [grey]at 4 and 5 people: enough success to learn from, enough failure to gain[/]",
                false => "[yellow]outside the difficulty gate[/] [grey]at 4 or 5 people: results of search and reinforcement on it are no evidence either way[/]",
                null => "[grey]the gate was not evaluated[/]",
            });
        }

        Pages.Next(page, ($"solve {KkSetup.Name} --model {model}", "solve with it"));
    }
}
