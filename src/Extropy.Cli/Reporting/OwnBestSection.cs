using System.Globalization;
using Extropy.Cli.Evolving;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Own;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Reporting;

/// <summary>The best candidate of a problem of one's own: what it is, as numbers or a program, beside what the evaluator said. Nobody can draw it.</summary>
internal static class OwnBestSection
{
    private const int MostRows = 500;
    private const int LongestProgram = 100_000;

    /// <summary>Adds the section.</summary>
    public static void Add(HtmlPage page, EvolveReport report, OwnProblem problem, Candidate best)
    {
        List<string[]> facts = [["score", Gap.Number(best.Evaluation.Raw)], .. best.Evaluation.Metrics.Select(metric => new[] { metric.Key, Gap.Number(metric.Value) })];
        if (problem.Record is { } record) facts.Add(["to the record", Gap.Text(problem, best.Evaluation.Raw)]);
        page.Section(
            "The best candidate",
            $"Judged by {string.Join(' ', problem.Evaluate)}. There is no certificate: no exact referee knows this problem.",
            HtmlPage.Table(["evaluator", ""], facts) + Content(problem, best));
    }

    private static string Content(OwnProblem problem, Candidate best)
    {
        if (problem.Program is not null) return $"<pre>{HtmlPage.Escape(Cut(best.Parts[0].Text))}</pre>";
        Layout layout = best.Evaluation.Layout!; // numbers were judged, so they were read
        IEnumerable<string> columns = problem.Numbers!.Shape.Columns; // not a program
        string left = layout.Rows > MostRows ? string.Create(CultureInfo.InvariantCulture, $"<p class=\"quiet\">{layout.Rows - MostRows:N0} more rows are in best.json.</p>") : "";
        return HtmlPage.Table(["row", .. columns], Enumerable.Range(0, Math.Min(layout.Rows, MostRows)).Select(row =>
            (string[])[row.ToString(CultureInfo.InvariantCulture), .. Enumerable.Range(0, layout.Columns).Select(column => Gap.Number(layout[row, column]))])) + left;
    }

    private static string Cut(string program) => program.Length <= LongestProgram ? program : $"{program[..LongestProgram]}\n… (the rest is left out)";
}
