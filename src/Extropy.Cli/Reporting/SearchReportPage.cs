using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Cli.Reporting;

/// <summary>The report of one search.</summary>
internal static class SearchReportPage
{
    private const int ChartWidth = 1000;
    private const int ChartHeight = 260;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The file's text.</summary>
    /// <param name="report">The search.</param>
    /// <param name="run">The run's name, shown in the footer.</param>
    public static string Of(SolveReport report, string run)
    {
        var page = new HtmlPage();
        Head(page, report);
        Derivation(page, report);
        Tree(page, report);
        GoalsOverTime(page, report);
        Scores(page, report);
        EntropyDrawing.AddTo(page, report);
        Operators(page, report);
        Goals(page, report);
        page.Add($"<footer>Run <code>{HtmlPage.Escape(run)}</code>, seed {report.Request.Seed}. This file is complete in itself: no script, nothing loaded.</footer>");
        return page.ToHtml($"{report.Setup.Problem.Task}: {report.Strategy}, seed {report.Request.Seed}");
    }

    private static void Head(HtmlPage page, SolveReport report)
    {
        Spending spent = report.Result.Spent;
        string statement = string.Concat(report.Setup.Text.Statement.Select(line => $"<p>{HtmlPage.Escape(line)}</p>"));
        string answer = report.Setup.Text.Answer(report.Best.Trajectory) ?? "no answer";
        string pill = report.Result.IsSolved ? "<span class=\"pill\">solved, verified</span>" : $"<span class=\"pill open\">{(report.IsPartial ? "interrupted" : "not solved")}</span>";
        page.Add($"<header><h1>{HtmlPage.Escape(report.Setup.Problem.Task)}</h1><p class=\"quiet\">{HtmlPage.Escape($"{report.Strategy}, {report.Setup.Origin}")}</p></header>");
        page.Add($"<div class=\"statement\">{statement}</div><p class=\"answer\">{HtmlPage.Escape(answer)}</p><p>{pill}</p>");
        page.Add(HtmlPage.Cards(
        [
            (Durations.Count(spent.PolicyCalls), "policy calls"),
            (Durations.Count(spent.GeneratedTokens), "generated tokens"),
            (Durations.Count(spent.EvolutionChildren), "evolution children"),
            (Durations.Count(spent.VerifierCalls), "verifier calls"),
            (Durations.Count(report.Result.Nodes.Length), "nodes in the pool"),
        ]));
    }

    private static void Derivation(HtmlPage page, SolveReport report)
    {
        if (report.Best.Trajectory.Length == 0) return;
        var steps = new StringBuilder("<ol class=\"steps\">");
        for (int i = 0; i < report.Best.Trajectory.Length; i++)
        {
            bool isWrong = i < report.Best.Verdict.Steps.Length && report.Best.Verdict.Steps[i] == StepValidity.Wrong;
            string text = HtmlPage.Escape(report.Setup.Text.Step(report.Best.Trajectory.Steps[i]));
            steps.Append($"<li><span{(isWrong ? " class=\"bad\"" : "")}>{text}</span><small>{HtmlPage.Escape(SolvePage.Origin(report.Origins[i]))}</small></li>");
        }

        page.Section(
            report.Result.IsSolved ? "Derivation" : "Best partial derivation",
            "Each paragraph with the node in which the policy wrote it and the recombinations that carried it into this trajectory.",
            steps.Append("</ol>").ToString());
    }

    private static void Tree(HtmlPage page, SolveReport report)
    {
        (string svg, int leftOut) = SearchTreeDrawing.Of(report);
        string more = leftOut == 0 ? "" : string.Create(Culture, $" {leftOut:N0} nodes of low score are left out.");
        string legend = HtmlPage.Legend(
            ("written", "written by the policy"), ("evolved", "recombined (dashed: second parent)"), ("finish", "finished"),
            ("wrong", "has a wrong step"), ("best", "the node shown above, and the way to it"));
        page.Section("Search tree", $"Every node under its first parent, one column per generation; larger is better. Point at a node to read it.{more}", $"{legend}<div class=\"scroll\">{svg}</div>");
    }

    private static void GoalsOverTime(HtmlPage page, SolveReport report)
    {
        if (GoalCoverage.Of(report) is not { } coverage) return;
        var plot = new Plot(ChartWidth, ChartHeight, coverage.ByAny.Length, coverage.Total)
            .Line([(0, coverage.Total), (coverage.ByAny.Length, coverage.Total)], "root")
            .Line(coverage.ByAny.Select((met, node) => ((double)node, (double)met)), "evolved", isStepped: true)
            .Line(coverage.ByBest.Select((met, node) => ((double)node, (double)met)), "finish", isStepped: true);
        page.Section(
            "Goal coverage over time",
            "Goals of the final tree. Covered: some node meets it. Assembled: one node meets so many at once. Collecting evidence is not yet a solution; the gap is what recombination has to close.",
            $"{HtmlPage.Legend(("evolved", "covered by the pool"), ("finish", "assembled in one node"), ("root", "all goals"))}<div class=\"chart\">{plot.ToSvg("nodes in the pool", "goals")}</div>");
    }

    private static void Scores(HtmlPage page, SolveReport report)
    {
        double most = Math.Max(1, report.Result.Spent.GeneratedTokens);
        var plot = new Plot(ChartWidth, ChartHeight, most, 1);
        foreach (SearchNode node in report.Result.Nodes.Where(node => node.Operator != NodeOrigin.Root))
            plot.Dot(node.Spent.GeneratedTokens, Math.Clamp(node.Score, 0, 1), 3, SearchTreeDrawing.Family(node), string.Create(Culture, $"node {node.Id}, {node.Operator}, score {node.Score:0.000}"));
        page.Section(
            "Scores against tokens",
            "Score of each node when it entered the pool. Recombination costs no tokens, so its children stand above one another.",
            $"{HtmlPage.Legend(("written", "written by the policy"), ("evolved", "recombined"), ("finish", "finished"))}<div class=\"chart\">{plot.ToSvg("generated tokens", "score")}</div>");
    }

    private static void Operators(HtmlPage page, SolveReport report)
    {
        ImmutableArray<SearchNode> pool = report.Result.Nodes;
        HashSet<int> way = [.. report.Ancestors.Select(node => node.Id)];
        var rows = pool.Where(node => node.Operator != NodeOrigin.Root).GroupBy(node => node.Operator, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new[]
        {
            group.Key,
            group.Count().ToString("N0", Culture),
            group.Average(node => node.Score).ToString("0.000", Culture),
            group.Average(node => node.Score - node.Parents.Select(parent => pool[parent].Score).DefaultIfEmpty(0).Max()).ToString("+0.000;-0.000;0.000", Culture),
            group.Count(node => node.Verdict.HasWrongStep).ToString("N0", Culture),
            group.Count(node => way.Contains(node.Id)).ToString("N0", Culture),
        });
        page.Section(
            "Operators",
            "Gain: a child's score minus its better parent's, both when they entered the pool.",
            HtmlPage.Table(["operator", "children", "mean score", "mean gain", "with a wrong step", "ancestors of the best"], rows));
    }

    private static void Goals(HtmlPage page, SolveReport report)
    {
        if (report.Result.Goals is not { } tree || report.GoalScores.IsEmpty) return;
        var list = new StringBuilder();
        Branch(list, report, tree, 0);
        page.Section("Goal tree", $"Source: {report.Setup.Problem.Goals?.Name}. Marks show what the best node meets.", $"<ul class=\"goals\">{list}</ul>");
    }

    private static void Branch(StringBuilder list, SolveReport report, GoalTree tree, int goal)
    {
        double score = report.GoalScores[goal];
        list.Append($"<li><span class=\"{(score >= 1 ? "met" : score > 0 ? "part" : "open")}\">{HtmlPage.Escape(tree.Goals[goal].Description)}</span>");
        if (!tree.Children(goal).IsEmpty)
        {
            list.Append("<ul>");
            foreach (int child in tree.Children(goal)) Branch(list, report, tree, child);
            list.Append("</ul>");
        }

        list.Append("</li>");
    }
}
