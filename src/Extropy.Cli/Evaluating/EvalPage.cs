using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Core.Statistics;
using Extropy.Learning.Evaluation;
using Spectre.Console;

namespace Extropy.Cli.Evaluating;

/// <summary>The page of <c>eval</c>: metrics down, sizes across; solved and right apart.</summary>
internal static class EvalPage
{
    private const string Nothing = "[grey]–[/]";
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Prints it.</summary>
    public static void Show(Invocation invocation, EvalReport report)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine(
            $"[bold]{Markup.Escape(report.Setup.Policy.Identity.Name)}[/]  [grey]by itself, without search; weights {report.Setup.Policy.Identity.Weights}[/]");
        page.MarkupLine($"[grey]{Markup.Escape(report.Setup.Origin)}; {Markup.Escape(Drawn(report.Request))}[/]");
        List<EvalRow> columns = [.. report.Rows];
        if (columns.Count > 1) columns.Add(report.All);

        bool isDerived = report.Request.Task == KkSetup.Name;
        Pages.Heading(page, "Solved");
        page.Write(Outcome(report, columns, summary => summary.Solved));
        if (isDerived)
        {
            Pages.Heading(page, "Right");
            page.Write(Outcome(report, columns, summary => summary.Right));
        }

        Pages.Heading(page, "Samples");
        page.Write(Samples(report, columns));
        page.WriteLine();
        page.MarkupLine(isDerived
            ? "[grey]solved: right answer, no false step, every role derived. right: the answer alone.[/]"
            : "[grey]solved: as the task's verifier says.[/]");
        page.MarkupLine("[grey]pass@k: one of k samples succeeds. maj@k: the most frequent answer of k does, ties split. Percent with 95 % intervals over[/]");
        page.MarkupLine("[grey]puzzles: Wilson where every puzzle counts 0 or 1, bootstrap elsewhere.[/]");
        if (report.Request.Data is not null && report.All.HeldOut is { } heldOut)
            page.MarkupLine($"[grey]{Durations.Count(heldOut)} of {Durations.Count(report.All.Summary.Problems)} puzzles are of the eighth that pretraining never draws.[/]");
    }

    private static string Drawn(EvalRequest request) => string.Create(
        Culture, $"{request.Samples} samples each at temperature {request.Sampling.Temperature}, top-p {request.Sampling.TopP}");

    private static Table Outcome(EvalReport report, List<EvalRow> columns, Func<EvaluationSummary, OutcomeSummary> select)
    {
        Table table = Columns(report, columns);
        if (report.Setup.HasGreedy) Add(table, "greedy", columns, row => Percent(select(row.Summary).Greedy));
        Add(table, string.Create(Culture, $"avg@{report.Request.Samples} = pass@1"), columns, row => Percent(select(row.Summary).Avg));
        foreach ((string name, Func<OutcomeSummary, IReadOnlyList<ShareMean>> metric) in
            new (string, Func<OutcomeSummary, IReadOnlyList<ShareMean>>)[] { ("pass", outcome => outcome.Pass), ("maj", outcome => outcome.Maj) })
        {
            for (int i = 0; i < report.Request.EffectiveKs.Length; i++)
            {
                int k = report.Request.EffectiveKs[i], place = i;
                if (k > 1) Add(table, string.Create(Culture, $"{name}@{k}"), columns, row => Percent(metric(select(row.Summary))[place])); // k = 1: avg
            }
        }

        return table;
    }

    private static Table Samples(EvalReport report, List<EvalRow> columns)
    {
        Table table = Columns(report, columns);
        Add(table, "puzzles", columns, row => Durations.Count(row.Summary.Problems));
        Add(table, "tokens per sample", columns, row => row.Summary.TokensPerSample.ToString("0.0", Culture));
        Add(table, "ended by themselves, %", columns, row => (100 * row.Summary.Ended).ToString("0.0", Culture));
        Add(table, "different answers", columns, row => row.Summary.DistinctAnswers.ToString("0.00", Culture));
        Add(table, "entropy per token, nats", columns, row => Nats(row.Summary.EntropyNats));
        Add(table, "… as sampled, estimated", columns, row => Nats(row.Summary.SurprisalNats));
        if (columns.Any(row => row.IsWithinGate is not null))
        {
            Add(table, "difficulty gate", columns, row => row.IsWithinGate switch
            {
                true => "[green]within[/]",
                false => "[yellow]outside[/]",
                null => Nothing,
            });
        }

        return table;
    }

    private static Table Columns(EvalReport report, List<EvalRow> columns)
    {
        Table table = Pages.Table(
            ["", .. columns.Select(row => row.People is { } people ? string.Create(Culture, $"{people} people") : columns.Count > 1 ? "all" : report.Request.Task)]);
        table.Columns[0].NoWrap();
        foreach (TableColumn column in table.Columns.Skip(1)) column.RightAligned();
        return table;
    }

    private static void Add(Table table, string label, List<EvalRow> columns, Func<EvalRow, string> cell) =>
        table.AddRow([label, .. columns.Select(cell)]);

    private static string Percent(ShareMean? mean) => mean is { } share ? EvaluationTable.Percent(share.Interval) : Nothing;

    private static string Nats(double? nats) => nats is { } value ? value.ToString("0.000", Culture) : Nothing;
}
