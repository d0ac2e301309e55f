using System.Globalization;
using Extropy.Cli.Solving;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Cli.Reporting;

/// <summary>The entropy plots of a report: along the best derivation, token by token, and over the whole search.</summary>
internal static class EntropyDrawing
{
    private const int ChartWidth = 1000;
    private const int ChartHeight = 230;
    private const int MostTokens = 1200;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Adds the plots, or a sentence when the policy exposes no entropies.</summary>
    public static void AddTo(HtmlPage page, SolveReport report)
    {
        string best = AlongTheBest(report);
        string search = OverTheSearch(report);
        if (best.Length + search.Length == 0)
            page.Section("Entropy", "The policy exposes no entropies.", "");
        else
            page.Section("Entropy", "Exact entropy of the policy's next-token distribution at temperature 1, in nats: 0 where it is sure, high where it chooses.", best + search);
    }

    private static string AlongTheBest(SolveReport report)
    {
        (Step Step, StepOrigin Origin)[] steps = [.. report.Best.Trajectory.Steps.Zip(report.Origins)];
        float[][] rows = [.. steps.Select(item => item.Step.Tokens is { EntropyNats: { IsDefaultOrEmpty: false } entropies } ? entropies.ToArray() : [])];
        int total = Math.Min(MostTokens, rows.Sum(row => row.Length));
        if (total == 0) return "";

        double most = Math.Max(0.1, rows.SelectMany(row => row).Where(float.IsFinite).DefaultIfEmpty(0).Max());
        var plot = new Plot(ChartWidth, ChartHeight, total, most);
        int position = 0;
        for (int i = 0; i < rows.Length && position < total; i++)
        {
            plot.Rule(position);
            string style = steps[i].Origin.Moves.Any(move => move.IsDonor) ? "evolved" : "written";
            string text = Output.SafeText.Short(report.Setup.Text.Step(steps[i].Step), 120);
            foreach (float entropy in rows[i].Take(total - position))
                plot.Bar(position++, float.IsFinite(entropy) ? entropy : 0, style, string.Create(Culture, $"step {i + 1}, {entropy:0.000} nats\n{text}"));
        }

        return $"<p class=\"quiet\">Along the best derivation, one bar per token, lines between paragraphs.</p>{HtmlPage.Legend(("written", "written in place"), ("evolved", "spliced in by recombination"))}<div class=\"chart\">{plot.ToSvg("token of the derivation", "entropy (nats)")}</div>";
    }

    private static string OverTheSearch(SolveReport report)
    {
        (SearchNode Node, double Mean)[] written =
        [
            .. from node in report.Result.Nodes
               where !Lineage.IsEvolved(node) && node.Operator != NodeOrigin.Root
               let entropies = Fresh(report, node)
               where entropies.Length > 0
               select (node, entropies.Average(value => (double)value)),
        ];
        if (written.Length == 0) return "";

        var plot = new Plot(ChartWidth, ChartHeight, report.Result.Nodes.Length, Math.Max(0.1, written.Max(item => item.Mean)));
        foreach ((SearchNode node, double mean) in written)
            plot.Dot(node.Id, mean, 3, SearchTreeDrawing.Family(node), string.Create(Culture, $"node {node.Id}: {mean:0.000} nats, score {node.Score:0.000}"));
        plot.Line(Smoothed(written), "finish");
        return $"<p class=\"quiet\">Over the search: mean entropy of the tokens that each node's policy call wrote, and its moving average.</p><div class=\"chart\">{plot.ToSvg("node", "entropy (nats)")}</div>";
    }

    /// <summary>Entropies of the tokens that were new in a node.</summary>
    private static float[] Fresh(SolveReport report, SearchNode node)
    {
        int kept = node.Parents.IsEmpty ? 0 : report.Result.Nodes[node.Parents[0]].Trajectory.CommonPrefixLength(node.Trajectory);
        return [.. node.Trajectory.Steps.Skip(kept).SelectMany(step => step.Tokens is { EntropyNats: { IsDefaultOrEmpty: false } entropies } ? entropies : []).Where(float.IsFinite)];
    }

    private static IEnumerable<(double X, double Y)> Smoothed((SearchNode Node, double Mean)[] written)
    {
        const double keep = 0.9;
        double average = written[0].Mean;
        foreach ((SearchNode node, double mean) in written)
        {
            average = keep * average + (1 - keep) * mean;
            yield return (node.Id, average);
        }
    }
}
