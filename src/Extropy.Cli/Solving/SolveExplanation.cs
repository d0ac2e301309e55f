using System.Globalization;
using Extropy.Cli.Output;
using Extropy.Search.Trace;
using Spectre.Console;

namespace Extropy.Cli.Solving;

/// <summary>What <c>solve --explain</c> adds: the ancestors of the answer, what the operators did, and what the words mean.</summary>
internal static class SolveExplanation
{
    private const int MostAncestors = 40;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole page, SolveReport report)
    {
        Ancestors(page, report);
        Vocabulary(page, report);
    }

    private static void Ancestors(IAnsiConsole page, SolveReport report)
    {
        var ancestors = report.Ancestors;
        Pages.Heading(page, "How it came about");
        Table table = Pages.Table("node", "made by", "from", "steps", "score", "tokens so far", "its last step");
        foreach (int column in (int[])[0, 3, 4, 5]) table.Columns[column].RightAligned();
        foreach (SearchNode node in ancestors.TakeLast(MostAncestors))
        {
            CultureInfo culture = CultureInfo.InvariantCulture;
            table.AddRow(
                node.Id.ToString(culture),
                Lineage.IsEvolved(node) ? $"[darkorange]{Markup.Escape(node.Operator)}[/]" : Markup.Escape(node.Operator),
                string.Join(" + ", node.Parents),
                node.Trajectory.Length.ToString(culture),
                node.Score.ToString("0.000", culture),
                node.Spent.GeneratedTokens.ToString("N0", culture),
                node.Trajectory.Length == 0 ? "" : Markup.Escape(SafeText.Short(report.Setup.Text.Step(node.Trajectory.Steps[^1]), 60)));
        }

        page.Write(table);
        if (ancestors.Length > MostAncestors) page.MarkupLine($"  [grey]the last {MostAncestors} of {ancestors.Length} ancestors[/]");
        page.MarkupLine(report.IsEvolved
            ? "  [grey]Recombination took part: some ancestor was made from two trajectories, or by deletion, without the policy.[/]"
            : "  [grey]No ancestor was made by recombination: the policy wrote this trajectory from front to back.[/]");
    }

    private static void Vocabulary(IAnsiConsole page, SolveReport report)
    {
        Pages.Heading(page, "Words");
        Pages.Pairs(
            page,
            ("expansion", "the policy continues a trajectory by a few steps; each step asked for costs one policy call"),
            ("combination", "a trajectory, then what another one has after their common beginning; costs nothing"),
            ("crossover", "the beginning of one, the end of another"),
            ("translocation", "one step replaced by a step of another trajectory"),
            ("deletion", "one inner step taken out"),
            ("score", "how far a trajectory is, in 0 to 1: 1 when solved, otherwise what its goals say"),
            ("goals", report.Setup.Problem.Goals is { } goals ? $"checked parts of the goal; source: {Markup.Escape(goals.Name)}" : "this problem has none"));
    }
}
