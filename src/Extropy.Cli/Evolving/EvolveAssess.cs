using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Own;
using Extropy.Evolution.Problems;
using Spectre.Console;
using Layout = Extropy.Evolution.Problems.Layout;

namespace Extropy.Cli.Evolving;

/// <summary><c>evolve &lt;problem&gt; --assess FILE</c>: judges a layout exactly, as it stands.</summary>
internal static class EvolveAssess
{
    private const long LargestFile = 16 << 20;

    /// <summary>Judges and prints. Exit code 1 for an invalid layout.</summary>
    public static async Task<int> RunAsync(Invocation invocation, EvolveRequest request, string file)
    {
        if (OwnProblem.IsFile(request.Problem)) return await OwnAssess.RunAsync(invocation, request, file);
        IOpenProblem problem = KnownProblems.Find(request.Problem);
        Layout layout = Read(file, problem);
        Assessment assessment = problem.Assess(layout);
        if (invocation.Json)
        {
            JsonResult.Write(invocation.Terminal.Out, Json(problem, assessment), Measured.Of(invocation));
        }
        else
        {
            Show(invocation.Terminal.Page, problem, assessment);
            if (!assessment.IsValid && problem.Repair(layout) is { } mended && problem.Assess(mended) is { IsValid: true } after)
                invocation.Terminal.Page.MarkupLine($"  [grey]mended with as little change as possible it would have {Gap.Number(after.Metric)}[/]");
        }

        return assessment.IsValid ? ExitCode.Done : ExitCode.Failed;
    }

    private static JsonObject Json(IOpenProblem problem, Assessment assessment) => new()
    {
        ["problem"] = problem.Id,
        ["valid"] = assessment.IsValid,
        ["metric"] = assessment.IsValid ? assessment.Metric : null,
        ["violation"] = assessment.Violation is { } violation
            ? new JsonObject { ["constraint"] = violation.Constraint, ["slack"] = double.IsFinite(violation.Slack) ? violation.Slack : null }
            : null,
        ["gap"] = assessment.IsValid && problem.Record is { } record ? Gap.Of(problem, record, assessment.Metric) : null,
    };

    private static void Show(IAnsiConsole page, IOpenProblem problem, Assessment assessment)
    {
        page.MarkupLine($"[bold]{Markup.Escape(problem.Id)}[/]  {Markup.Escape(problem.Title)}");
        if (assessment.IsValid)
        {
            page.MarkupLine("[green]✓ valid[/], tolerance 0");
            Pages.Pairs(page, ("metric", Gap.Number(assessment.Metric)), ("gap", Markup.Escape(Gap.Text(problem, assessment.Metric))));
            return;
        }

        Violation violation = assessment.Violation!; // an invalid layout breaks a constraint
        page.MarkupLine($"[red]✗ invalid[/]  {Markup.Escape(violation.Constraint)}");
        if (!double.IsNaN(violation.Slack)) Pages.Pairs(page, ("slack", violation.Slack.ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <summary>JSON rows of numbers, an object with such rows as <c>layout</c> and perhaps <c>reported</c>, or a certificate.</summary>
    private static Layout Read(string file, IOpenProblem problem)
    {
        string shown = SafeText.Short(file, 100);
        var found = new FileInfo(file);
        if (!found.Exists) throw new BadInputException($"--assess {shown}: there is no such file");
        if (found.Length > LargestFile) throw new BadInputException($"--assess {shown}: {Durations.Bytes(found.Length)} is no layout");
        string text = File.ReadAllText(file);
        double? reported = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                JsonElement rows = document.RootElement.TryGetProperty("layout", out JsonElement inside) ? inside : throw new BadInputException($"--assess {shown}: there is no 'layout' in it");
                if (document.RootElement.TryGetProperty("reported", out JsonElement claim) && claim.TryGetDouble(out double value)) reported = value;
                text = Plain(rows);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new BadInputException($"--assess {shown}: not a JSON layout ({fault.Message.TrimEnd('.')}); rows of {string.Join(' ', problem.Shape.Columns)} are expected, e.g. [[0.5,0.5,0.1],…]");
        }

        if (LayoutPart.TryRead(text, out Layout? layout) is { } sentence) throw new BadInputException($"--assess {shown}: {sentence}");
        return layout! with { Reported = reported }; // read without a fault
    }

    /// <summary>A certificate's rows hold each number twice; the decimals read back to the same bits.</summary>
    private static string Plain(JsonElement rows) =>
        rows.ValueKind == JsonValueKind.Array && rows.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object)
            ? $"[{string.Join(',', rows.EnumerateArray().Select(row => row.GetProperty("decimal").GetRawText()))}]"
            : rows.GetRawText();
}
