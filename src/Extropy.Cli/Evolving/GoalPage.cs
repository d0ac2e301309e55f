using System.Globalization;
using System.Text;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Spectre.Console;

namespace Extropy.Cli.Evolving;

/// <summary>The goal tree of an evolution as <c>evolve</c> prints it: what the best candidate meets, and the last growths.</summary>
internal static class GoalPage
{
    private const int ShownGrowths = 4;
    private const int LongestGoal = 90;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>How goals work in a search, in one line.</summary>
    public static string Plan(ProposerKit kit)
    {
        if (kit.Goals is not { } goals) return "none: candidates are ranked by merit alone";
        string order = kit.Ranking is BucketScore bucket ? string.Create(Culture, $"; they order candidates whose values round to the same multiple of {bucket.Width:G6}") : "";
        return string.Create(Culture, $"{goals.Name}, grown after {kit.Options.StagnationRounds} rounds without a gain of {kit.Options.StagnationMargin:G6}{order}");
    }

    /// <summary>Prints the tree; nothing where it never grew.</summary>
    public static void Show(IAnsiConsole page, EvolveReport report)
    {
        EvolutionState state = report.State;
        if (state.Tree is not { } tree) return;
        EvolutionGrowth[] changes = [.. state.Growths.Where(growth => growth.IsChange)];
        Pages.Heading(page, string.Create(Culture, $"Goals  version {tree.Version} of the tree, {tree.Nodes.Length} goals"));
        BackwardScore? best = report.Best is { } candidate ? state.BackwardOf(candidate.Id) : null;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        Branch(grid, tree, best, tree.Nodes[0]);
        page.Write(grid);
        page.MarkupLine("[grey]  What the best candidate meets. Goals order candidates of nearly equal value, nothing else.[/]");
        Growths(page, changes);
    }

    private static void Branch(Grid grid, ProgramGoalTree tree, BackwardScore? best, ProgramGoal goal)
    {
        var label = new StringBuilder().Append(' ', 2 * goal.Level).Append(SafeText.Short(goal.Description, LongestGoal));
        string met = best is null ? "" : best.IsMet(goal.Id) ? "[green]✓[/]    " : string.Create(Culture, $"{best.Goals[goal.Id]:0.000}");
        grid.AddRow(met, Markup.Escape(label.ToString()));
        foreach (ProgramGoal child in tree.Nodes.Where(node => node.Parent == goal.Id)) Branch(grid, tree, best, child);
    }

    private static void Growths(IAnsiConsole page, EvolutionGrowth[] changes)
    {
        Pages.Heading(page, string.Create(Culture, $"Growths  {changes.Length:N0}{(changes.Length > ShownGrowths ? $", the last {ShownGrowths}" : "")}"));
        Table table = Pages.Table("proposals", "version", "grown from", "what was done");
        table.Columns[0].RightAligned();
        foreach (EvolutionGrowth growth in changes.TakeLast(ShownGrowths))
        {
            table.AddRow(
                Durations.Count(growth.Proposals),
                growth.Tree?.Version.ToString(Culture) ?? "–",
                Markup.Escape(string.Join(' ', growth.Elites.Select(elite => elite.Candidate))),
                Markup.Escape(SafeText.Short(growth.Note, LongestGoal)));
        }

        page.Write(table);
    }
}
