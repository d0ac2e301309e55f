using System.Globalization;
using Extropy.Cli.Output;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;
using Spectre.Console;

namespace Extropy.Cli.Solving;

/// <summary>The page that <c>solve</c> ends with: answer, derivation, goals, price.</summary>
internal static class SolvePage
{
    private const int MostGoalsShown = 60;
    private const int MostSplicesShown = 2;

    /// <summary>The problem in words, before the search.</summary>
    public static void Problem(IAnsiConsole page, SearchSetup setup)
    {
        page.MarkupLine($"[bold]{Markup.Escape(setup.Problem.Task)}[/]  [grey]{Markup.Escape(setup.Origin)}[/]");
        page.WriteLine();
        foreach (string line in setup.Text.Statement) page.Write(new Padder(new Text(SafeText.Line(line)), new Padding(2, 0, 0, 0)));
    }

    /// <summary>How it is searched, before the search.</summary>
    public static void Strategy(IAnsiConsole page, string name)
    {
        Pages.Heading(page, "Search");
        page.MarkupLine($"  {Markup.Escape(name)}  [grey]{Markup.Escape(KnownStrategies.Find(name).About)}[/]");
    }

    /// <summary>What was found.</summary>
    /// <param name="page">Where to write.</param>
    /// <param name="report">The search.</param>
    /// <param name="elapsed">How long the search took.</param>
    public static void Result(IAnsiConsole page, SolveReport report, TimeSpan elapsed)
    {
        Answer(page, report);
        Derivation(page, report);
        Goals(page, report);
        Price(page, report, elapsed);
    }

    private static void Answer(IAnsiConsole page, SolveReport report)
    {
        SearchNode best = report.Best;
        string answer = report.Setup.Text.Answer(best.Trajectory) is { } text ? SafeText.Line(text) : "no answer yet";
        Pages.Heading(page, report.Result.IsSolved ? "Answer" : "Best attempt");
        if (report.Result.IsSolved)
        {
            page.MarkupLine($"  [green]✓[/] [bold]{Markup.Escape(answer)}[/]");
            page.MarkupLine("  [grey]verified: the answer and every step of its derivation were checked[/]");
        }
        else
        {
            page.MarkupLine($"  [yellow]○[/] {Markup.Escape(answer)}");
            page.MarkupLine($"  [grey]{Markup.Escape(Why(report))}[/]");
        }

        if (report.Setup.Problem.Visibility == SolutionVisibility.SolutionVisible)
            page.MarkupLine("  [yellow]The goals were built from the known solution: this shows the search, it is not a claim about inference.[/]");
    }

    private static string Why(SolveReport report)
    {
        string stopped = report.Result.Outcome switch
        {
            SearchOutcome.BudgetSpent => $"the budget is spent ({Stopped(report.Result.StoppedBy)})",
            SearchOutcome.Exhausted => "nothing new could be produced",
            SearchOutcome.DeadlineReached => "the deadline passed",
            _ => "the search ended",
        };
        string feedback = report.Best.Verdict.Feedback is { } text ? $"; {SafeText.Line(text)}" : "";
        return $"unsolved: {stopped}{feedback}";
    }

    private static void Derivation(IAnsiConsole page, SolveReport report)
    {
        if (report.Best.Trajectory.Length == 0) return;
        Pages.Heading(page, report.Result.IsSolved ? "Derivation" : "Partial derivation");
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().RightAligned().PadLeft(2).PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(1))
            .AddColumn(new GridColumn().PadRight(3))
            .AddColumn(new GridColumn().Width(52).PadRight(0));
        for (int i = 0; i < report.Best.Trajectory.Length; i++)
        {
            Step step = report.Best.Trajectory.Steps[i];
            grid.AddRow(
                $"[grey]{(i + 1).ToString(CultureInfo.InvariantCulture)}[/]",
                Mark(report.Best.Verdict, i),
                Markup.Escape(SafeText.Line(report.Setup.Text.Step(step))),
                $"[grey]{Markup.Escape(Origin(report.Origins[i]))}[/]");
        }

        page.Write(grid);
    }

    private static string Mark(Verdict verdict, int step) => step >= verdict.Steps.Length ? " " : verdict.Steps[step] switch
    {
        StepValidity.Valid => "[green]✓[/]",
        StepValidity.Wrong => "[red]✗[/]",
        _ => "[grey]·[/]",
    };

    /// <summary>A step's origin in words: <c>node 12, expansion; spliced into 31 by crossover</c>.</summary>
    internal static string Origin(StepOrigin origin)
    {
        StepMove[] splices = [.. origin.Moves.Where(move => move.IsDonor)]; // steps of the skeleton stay where they are
        string earlier = splices.Length > MostSplicesShown ? "; …" : "";
        string moves = string.Concat(splices.TakeLast(MostSplicesShown).Select(move => string.Create(
            CultureInfo.InvariantCulture, $"; spliced into {move.Into} by {move.Operator}")));
        return string.Create(CultureInfo.InvariantCulture, $"node {origin.WrittenBy}, {origin.Operator}{earlier}{moves}");
    }

    private static void Goals(IAnsiConsole page, SolveReport report)
    {
        if (report.Result.Goals is not { } tree || report.GoalScores.IsEmpty) return;
        int met = report.GoalScores.Count(score => score >= 1);
        Pages.Heading(page, string.Create(CultureInfo.InvariantCulture, $"Goals  {met} of {tree.Count} met  ({report.Setup.Problem.Goals?.Name})"));
        var picture = new Tree(GoalLine(report, 0)) { Guide = TreeGuide.Line };
        picture.Style(new Style(Color.Grey));
        int shown = 1;
        Grow(picture, report, tree, 0, ref shown);
        page.Write(new Padder(picture, new Padding(2, 0, 0, 0)));
        if (shown < tree.Count) page.MarkupLine($"  [grey]… and {tree.Count - shown} more; runs report shows them all[/]");
    }

    private static void Grow(IHasTreeNodes picture, SolveReport report, GoalTree tree, int goal, ref int shown)
    {
        foreach (int child in tree.Children(goal))
        {
            if (shown >= MostGoalsShown) return;
            shown++;
            TreeNode node = picture.AddNode(GoalLine(report, child));
            Grow(node, report, tree, child, ref shown);
        }
    }

    private static string GoalLine(SolveReport report, int goal)
    {
        double score = report.GoalScores[goal];
        string mark = score >= 1 ? "[green]✓[/]" : score > 0 ? "[yellow]◐[/]" : "[grey]○[/]";
        string share = score is > 0 and < 1 ? string.Create(CultureInfo.InvariantCulture, $" [grey]{score:0.00}[/]") : "";
        return $"{mark} {Markup.Escape(SafeText.Line(report.Result.Goals!.Goals[goal].Description))}{share}"; // called only with goals
    }

    private static void Price(IAnsiConsole page, SolveReport report, TimeSpan elapsed)
    {
        Spending spent = report.Result.Spent;
        double seconds = Math.Max(elapsed.TotalSeconds, 1e-3);
        Pages.Heading(page, "Price");
        Pages.Pairs(
            page,
            ("policy calls", Of(spent.PolicyCalls, report.Budget.PolicyCalls)),
            ("generated tokens", Of(spent.GeneratedTokens, report.Budget.GeneratedTokens)),
            ("prompt tokens", $"{Durations.Count(spent.PromptTokens)} [grey]read, cached or not[/]"),
            ("evolution children", Of(spent.EvolutionChildren, report.Budget.EvolutionChildren)),
            ("verifier calls", Of(spent.VerifierCalls, report.Budget.VerifierCalls)),
            ("pool", Markup.Escape(Pool(report))),
            ("time", string.Create(CultureInfo.InvariantCulture, $"{Durations.Text(elapsed)} [grey]({spent.GeneratedTokens / seconds:N0} tokens/s)[/]")));
    }

    private static string Of(long spent, long limit) =>
        limit == long.MaxValue ? Durations.Count(spent) : $"{Durations.Count(spent)} [grey]of {Durations.Count(limit)}[/]";

    private static string Pool(SolveReport report)
    {
        string mix = string.Join(", ", report.Operators.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:N0}")));
        return string.Create(CultureInfo.InvariantCulture, $"{report.Result.Nodes.Length:N0} nodes{(mix.Length == 0 ? "" : ": ")}{mix}");
    }

    private static string Stopped(Counter? counter) => counter switch
    {
        Counter.PolicyCalls => "policy calls",
        Counter.GeneratedTokens => "generated tokens",
        Counter.EvolutionChildren => "evolution children",
        Counter.VerifierCalls => "verifier calls",
        Counter.Money => "money",
        _ => "no more progress",
    };
}
