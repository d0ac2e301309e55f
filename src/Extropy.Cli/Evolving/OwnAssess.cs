using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Models;
using Extropy.Evolution.Own;
using Spectre.Console;

namespace Extropy.Cli.Evolving;

/// <summary><c>evolve mine.json --assess FILE</c>: asks the evaluator of a problem of one's own about a file: rows of numbers, or a program.</summary>
internal static class OwnAssess
{
    private const long LargestFile = 16 << 20;

    /// <summary>Judges and prints. Exit code 1 where the candidate is not correct, or the evaluator gives no answer.</summary>
    public static async Task<int> RunAsync(Invocation invocation, EvolveRequest request, string file)
    {
        OwnProblem problem = OwnProblem.Read(request.Problem);
        Part candidate = Read(file, problem);
        await using var evaluator = new OwnEvaluator(problem, request.Given.ContainsKey(ModelSetting.WeakSandboxName));
        Evaluation evaluation = await evaluator.EvaluateAsync([candidate], invocation.Cancellation);
        if (invocation.Json) JsonResult.Write(invocation.Terminal.Out, Json(problem, evaluation), Measured.Of(invocation));
        else Show(invocation.Terminal.Page, problem, evaluation);
        return evaluation.IsCorrect ? ExitCode.Done : ExitCode.Failed;
    }

    private static JsonObject Json(OwnProblem problem, Evaluation evaluation) => new()
    {
        ["problem"] = problem.Id,
        ["valid"] = evaluation.IsCorrect,
        ["metric"] = evaluation.IsCorrect ? evaluation.Raw : null,
        ["metrics"] = new JsonObject([.. evaluation.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value))]),
        ["reason"] = evaluation.Failure,
        ["gap"] = evaluation.IsCorrect && problem.Record is { } record ? Gap.Of(problem, record, evaluation.Raw) : null,
    };

    private static void Show(IAnsiConsole page, OwnProblem problem, Evaluation evaluation)
    {
        page.MarkupLine($"[bold]{Markup.Escape(problem.Id)}[/]  {Markup.Escape(SafeText.Line(problem.Title))}");
        page.MarkupLine(evaluation.IsCorrect ? "[green]✓ correct[/], says your evaluator" : $"[red]✗ not correct[/]  {Markup.Escape(SafeText.Line(evaluation.Failure ?? ""))}");
        List<(string, string)> facts = [.. evaluation.Metrics.Select(metric => (Markup.Escape(metric.Key), Gap.Number(metric.Value)))];
        if (evaluation.IsCorrect) facts.InsertRange(0, [("score", Gap.Number(evaluation.Raw)), ("gap", Markup.Escape(Gap.Text(problem, evaluation.Raw)))]);
        if (facts.Count > 0) Pages.Pairs(page, [.. facts]);
    }

    private static Part Read(string file, OwnProblem problem)
    {
        string shown = SafeText.Short(file, 100);
        var found = new FileInfo(file);
        if (!found.Exists) throw new BadInputException($"--assess {shown}: there is no such file");
        if (found.Length > LargestFile) throw new BadInputException($"--assess {shown}: {Durations.Bytes(found.Length)} is no candidate");
        return new Part(problem.Program?.Edit ?? Part.Layout, File.ReadAllText(file));
    }
}
