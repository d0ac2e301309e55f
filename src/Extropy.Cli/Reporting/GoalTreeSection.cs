using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Cli.Evolving;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;

namespace Extropy.Cli.Reporting;

/// <summary>The goal tree in the report of an evolution: how it stands, which candidate meets which goal, and every growth with what it was grown from.</summary>
internal static class GoalTreeSection
{
    private const int LongestText = 200;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Adds it; nothing where the tree was never to be grown.</summary>
    public static void Add(HtmlPage page, EvolveReport report)
    {
        EvolutionState state = report.State;
        if (state.Growths.Count == 0) return;
        var text = new StringBuilder();
        if (state.Tree is { } tree)
        {
            BackwardScore? best = report.Best is { } candidate ? state.BackwardOf(candidate.Id) : null;
            text.Append(Tree(tree, best)).Append("<h3>Who meets what</h3>");
            text.Append(Met(tree, [.. state.Elites.Select(elite => new GoalElite(elite.Id, elite.Evaluation.Raw, state.BackwardOf(elite.Id)))]));
        }

        Growths(text, state);
        page.Section(
            "Goal tree",
            $"Grown backward from the problem's goal when the search stagnated, by {report.Setup.Kit.Goals?.Name ?? "nobody"}; marks show what the best candidate meets. Goals order candidates whose values are nearly equal, nothing else.",
            text.ToString());
    }

    private static void Growths(StringBuilder text, EvolutionState state)
    {
        EvolutionGrowth[] changes = [.. state.Growths.Where(growth => growth.IsChange)];
        int left = state.Growths.Count - changes.Length;
        text.Append(Culture, $"<h3>Growths</h3><p class=\"quiet\">{changes.Length:N0} changed the tree{(changes.Length > GoalJson.LongestHistory ? $", the last {GoalJson.LongestHistory} are shown" : "")}; {left:N0} left it as it was{(left > 0 ? $", the last time: {HtmlPage.Escape(Short(state.Growths.Last(growth => !growth.IsChange).Note))}" : "")}</p>");
        foreach (EvolutionGrowth growth in changes.TakeLast(GoalJson.LongestHistory))
        {
            text.Append(Culture, $"<details><summary>after {growth.Proposals:N0} proposals, version {growth.Tree?.Version ?? 0}: {HtmlPage.Escape(Short(growth.Note))}</summary>");
            if (growth.Tree is { } tree) text.Append(Tree(tree, growth.Elites[0].Score)).Append(Met(tree, growth.Elites));
            text.Append("</details>");
        }
    }

    /// <summary>One row a goal, one column an elite: how far each met each goal.</summary>
    private static string Met(ProgramGoalTree tree, ImmutableArray<GoalElite> elites)
    {
        IEnumerable<string> columns = ["goal", .. elites.Select(elite => $"{elite.Candidate}: {Gap.Number(elite.Raw)}")];
        IEnumerable<string[]> rows = tree.Nodes.Select(node => (string[])[$"{node.Id}: {Short(node.Description)}", .. elites.Select(elite => Number(elite.Score?.Goals[node.Id]))]);
        return HtmlPage.Table(columns, rows.Append(["score of the tree", .. elites.Select(elite => Number(elite.Score?.Score))]));
    }

    private static string Tree(ProgramGoalTree tree, BackwardScore? score)
    {
        var list = new StringBuilder("<ul class=\"goals\">");
        Branch(list, tree, score, tree.Nodes[0]);
        return list.Append("</ul>").ToString();
    }

    private static void Branch(StringBuilder list, ProgramGoalTree tree, BackwardScore? score, ProgramGoal goal)
    {
        string state = score is null || score.Goals[goal.Id] == 0 ? "open" : score.IsMet(goal.Id) ? "met" : "part";
        list.Append(Culture, $"<li><span class=\"{state}\">{goal.Id}: {HtmlPage.Escape(Short(goal.Description))} <code>{HtmlPage.Escape(Short(goal.Expression))}</code> {Number(score?.Goals[goal.Id])}</span>");
        ProgramGoal[] children = [.. tree.Nodes.Where(node => node.Parent == goal.Id)];
        if (children.Length > 0)
        {
            list.Append("<ul>");
            foreach (ProgramGoal child in children) Branch(list, tree, score, child);
            list.Append("</ul>");
        }

        list.Append("</li>");
    }

    private static string Number(double? value) => value is { } known ? known.ToString("0.000", Culture) : "–";

    private static string Short(string text) => SafeText.Short(text, LongestText);
}
