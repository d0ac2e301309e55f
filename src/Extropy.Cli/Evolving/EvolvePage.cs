using System.Globalization;
using Extropy.Certificates;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Own;
using Extropy.Evolution.Problems;
using Extropy.Providers.Accounts;
using Spectre.Console;

namespace Extropy.Cli.Evolving;

/// <summary>What <c>evolve</c> prints for people.</summary>
internal static class EvolvePage
{
    private const int LongestNote = 100;
    private const int LongestFailure = 500;
    private const int ShownGains = 6;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The problem and its record.</summary>
    public static void Problem(IAnsiConsole page, EvolveSetup setup)
    {
        page.MarkupLine($"[bold]{Markup.Escape(setup.Problem.Id)}[/]  {Markup.Escape(setup.Problem.Title)}");
        List<(string, string)> facts =
        [
            ("wanted", $"as {(setup.Problem.Aim == Aim.Maximise ? "much" : "little")} as possible, {(setup.Own is null ? "valid with tolerance 0" : "by your evaluator")}"),
            ("record", Record(setup.Problem)),
            ("proposer", Markup.Escape($"{setup.Proposer.Name}: {setup.Proposer.Title}")),
            ("until", Markup.Escape(setup.LimitsText)),
        ];
        if (setup.Kit.About is { } about) facts.Insert(3, ("with", Markup.Escape(about)));
        if (setup.Own is { } own) facts.Insert(2, ("evaluator", Markup.Escape(SafeText.Line(string.Create(Culture, $"{string.Join(' ', own.Evaluate)}, at most {own.Time.TotalSeconds:0.##} s a run, in the sandbox")))));
        Pages.Pairs(page, [.. facts]);
    }

    /// <summary>How it ended.</summary>
    /// <param name="page">Where it is printed.</param>
    /// <param name="report">The search.</param>
    /// <param name="file">Where the certificate lies, or the best candidate of a problem of one's own; null where there is none.</param>
    /// <param name="possiblyCharged">Calls made again after a stop: they may have been charged twice.</param>
    public static void Result(IAnsiConsole page, EvolveReport report, string? file, long possiblyCharged)
    {
        if (report.Best is not { } best)
        {
            Pages.Heading(page, "Result");
            page.MarkupLine("[yellow]  Nothing correct was found.[/]");
            if (LastFailure(report.State) is { } why) page.MarkupLine($"  [grey]the last candidate: {Markup.Escape(SafeText.Short(why, LongestFailure))}[/]");
        }
        else
        {
            Pages.Heading(page, "Result");
            Pages.Pairs(page, [.. Facts(report, best, file)]);
            Gains(page, report);
            GoalPage.Show(page, report);
        }

        Price(page, report, possiblyCharged);
    }

    /// <summary>What stopped a search, in words.</summary>
    public static string Words(EvolutionStop stop) => stop switch
    {
        EvolutionStop.Evaluations => "the evaluations are spent",
        EvolutionStop.Tokens => "the tokens are spent",
        EvolutionStop.Money => "the money is spent",
        EvolutionStop.Time => "time is up",
        _ => "too many proposals in a row gave nothing to evaluate",
    };

    private static string Record(IProblemStatement problem) => problem.Record is { } record
        ? $"{Gap.Number(record.Value)}{(record.IsProved ? ", proved best" : "")}  [grey]{Markup.Escape(record.Source)}[/]"
        : problem is OwnProblem ? "[grey]none given[/]" : "[grey]none known for this size[/]";

    private static IEnumerable<(string Label, string Value)> Facts(EvolveReport report, Candidate best, string? file)
    {
        yield return ("best", $"[green]{Gap.Number(best.Evaluation.Raw)}[/]");
        yield return ("record", Record(report.Setup.Problem));
        if (report.Setup.Problem.Record is not null) yield return ("gap", Markup.Escape(Gap.Text(report.Setup.Problem, best.Evaluation.Raw)));
        if (report.Checked is { } outcome)
        {
            string mark = outcome.Verdict == CertificateVerdict.Holds ? "[green]✓[/]" : "[red]✗[/]";
            yield return ("certified", $"{mark} {Markup.Escape(outcome.Reason)}");
        }

        if (report.Setup.Own is not null)
        {
            foreach ((string name, double value) in best.Evaluation.Metrics) yield return (Markup.Escape(name), Gap.Number(value));
            yield return ("certified", "[grey]no: your evaluator judged it, and there is no exact referee to check it again[/]");
        }

        if (file is not null) yield return (report.Setup.Own is null ? "certificate" : "kept in", Markup.Escape(file));
        if (report.Stop is { } stop) yield return ("stopped", Words(stop));
    }

    private static string? LastFailure(EvolutionState state) => state.Count == 0 ? null : state[new CandidateId(state.Count - 1)].Evaluation.Failure;

    private static void Gains(IAnsiConsole page, EvolveReport report)
    {
        IReadOnlyList<EvolutionGain> gains = report.State.Gains;
        Pages.Heading(page, string.Create(Culture, $"Gains  {gains.Count:N0}{(gains.Count > ShownGains ? $", the last {ShownGains}" : "")}"));
        Table table = Pages.Table("evaluations", "value", "made by", "what was done");
        table.Columns[0].RightAligned();
        foreach (EvolutionGain gain in gains.Skip(Math.Max(0, gains.Count - ShownGains)))
        {
            table.AddRow(
                Durations.Count(gain.Evaluations),
                Gap.Number(gain.Candidate.Evaluation.Raw),
                Markup.Escape($"{gain.Candidate.Proposer}, {PatchKinds.NameOf(gain.Candidate.Patch)}"),
                Markup.Escape(SafeText.Short(gain.Candidate.Note ?? "", LongestNote)));
        }

        page.Write(table);
    }

    private static void Price(IAnsiConsole page, EvolveReport report, long possiblyCharged)
    {
        EvolutionState state = report.State;
        Pages.Heading(page, "Price");
        List<(string, string)> rows =
        [
            ("candidates", string.Create(Culture, $"{state.Evaluations:N0} evaluated, {state.Correct:N0} correct; {state.Repeated:N0} repeated, {state.Refused:N0} refused")),
            ("work", string.Create(Culture, $"{state.Units:N0} units")),
        ];
        if (state.Spending.PolicyCalls > 0)
        {
            rows.Add(("models", string.Create(
                Culture,
                $"{state.Spending.PolicyCalls:N0} calls, {state.Spending.PromptTokens:N0} tokens read, {state.Spending.GeneratedTokens:N0} written, {(report.Setup.Kit.IsPriceUnknown ? "price unknown" : string.Create(Culture, $"money {state.Spending.Money:0.####}"))}")));
        }

        foreach (ModelSpending row in report.Setup.Kit.Spent?.Invoke() ?? [])
        {
            string unsure = row.UncertainAttempts > 0 ? string.Create(Culture, $"; {row.UncertainAttempts:N0} possibly charged without an answer") : "";
            string twice = possiblyCharged > 0 ? string.Create(Culture, $"; {possiblyCharged:N0} calls under way at a stop, possibly charged twice") : "";
            rows.Add(("attempts", string.Create(Culture, $"{row.Attempts:N0} for {row.Calls:N0} calls in this session{unsure}{twice}")));
        }

        double seconds = state.Elapsed.TotalSeconds;
        rows.Add(("time", seconds > 0 ? string.Create(Culture, $"{Durations.Text(state.Elapsed)}, {state.Evaluations / seconds:0.##} evaluations a second") : "none"));
        Pages.Pairs(page, [.. rows]);
    }
}
