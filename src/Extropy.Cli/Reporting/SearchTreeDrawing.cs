using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Search.Trace;

namespace Extropy.Cli.Reporting;

/// <summary>
/// The pool as a tree: each node under its first parent, one column per step of depth; second parents as dashed curves. The way to the
/// best node is drawn strong.
/// </summary>
internal static class SearchTreeDrawing
{
    private const int MostNodes = 700;
    private const int RowHeight = 11;
    private const int ColumnWidth = 64;
    private const int Margin = 16;

    /// <summary>The drawing, and how many nodes it leaves out.</summary>
    public static (string Svg, int LeftOut) Of(SolveReport report)
    {
        ImmutableArray<SearchNode> pool = report.Result.Nodes;
        HashSet<int> way = [0, .. report.Ancestors.Select(node => node.Id)];
        HashSet<int> shown = Shown(pool, way);
        ILookup<int, SearchNode> children = pool.Where(node => node.Parents.Length > 0 && shown.Contains(node.Id)).ToLookup(node => node.Parents[0]);
        var place = new Dictionary<int, (double X, double Y)>();
        int rows = 0;
        int columns = Place(pool, children, place, ref rows);

        int width = Margin * 2 + Math.Max(1, columns) * ColumnWidth;
        int height = Margin * 2 + Math.Max(1, rows) * RowHeight;
        var edges = new StringBuilder();
        var dots = new StringBuilder();
        foreach (SearchNode node in pool.Where(node => place.ContainsKey(node.Id)))
        {
            for (int i = 0; i < node.Parents.Length; i++)
            {
                if (!place.TryGetValue(node.Parents[i], out var from)) continue;
                bool isWay = way.Contains(node.Id);
                edges.Append(Edge(from, place[node.Id], $"{(i == 0 ? "branch" : "graft")}{(isWay ? " way" : "")}"));
            }

            dots.Append(Dot(report, node, place[node.Id], way.Contains(node.Id)));
        }

        string svg = string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"tree\" viewBox=\"0 0 {width} {height}\" style=\"min-width:{Math.Min(width, 1600)}px\" role=\"img\" aria-label=\"search tree\">{edges}{dots}</svg>");
        return (svg, pool.Length - place.Count);
    }

    private static HashSet<int> Shown(ImmutableArray<SearchNode> pool, HashSet<int> way)
    {
        if (pool.Length <= MostNodes) return [.. pool.Select(node => node.Id)];

        var shown = new HashSet<int>(way);
        foreach (SearchNode node in pool.OrderByDescending(node => node.Score).ThenBy(node => node.Id))
        {
            if (shown.Count >= MostNodes) break;
            for (SearchNode at = node; shown.Add(at.Id) && at.Parents.Length > 0;) at = pool[at.Parents[0]];
        }

        return shown;
    }

    /// <summary>Leaves take rows in order; a parent stands in the middle of its children. Returns the number of columns.</summary>
    private static int Place(ImmutableArray<SearchNode> pool, ILookup<int, SearchNode> children, Dictionary<int, (double X, double Y)> place, ref int rows)
    {
        int columns = 0;
        var open = new Stack<(int Node, int Depth, bool IsClosing)>();
        foreach (SearchNode root in pool.Where(node => node.Parents.Length == 0).Reverse()) open.Push((root.Id, 0, false));
        while (open.TryPop(out var visit))
        {
            double x = Margin + visit.Depth * ColumnWidth;
            columns = Math.Max(columns, visit.Depth);
            if (visit.IsClosing)
            {
                SearchNode[] below = [.. children[visit.Node]];
                place[visit.Node] = (x, (place[below[0].Id].Y + place[below[^1].Id].Y) / 2);
            }
            else if (!children[visit.Node].Any())
            {
                place[visit.Node] = (x, Margin + rows++ * RowHeight);
            }
            else
            {
                open.Push((visit.Node, visit.Depth, true));
                foreach (SearchNode child in children[visit.Node].Reverse()) open.Push((child.Id, visit.Depth + 1, false));
            }
        }

        return columns;
    }

    private static string Edge((double X, double Y) from, (double X, double Y) to, string style)
    {
        double bend = (from.X + to.X) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"M{from.X:0.#} {from.Y:0.#}C{bend:0.#} {from.Y:0.#} {bend:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}\"/>");
    }

    private static string Dot(SolveReport report, SearchNode node, (double X, double Y) at, bool isWay)
    {
        string last = node.Trajectory.Length == 0 ? "the empty trajectory" : SafeText.Short(report.Setup.Text.Step(node.Trajectory.Steps[^1]), 160);
        string parents = node.Parents.IsEmpty ? "" : $" of {string.Join(" and ", node.Parents)}";
        string tip = string.Create(
            CultureInfo.InvariantCulture,
            $"node {node.Id}: {node.Operator}{parents}\n{node.Trajectory.Length} steps, score {node.Score:0.000}{(node.Verdict.HasWrongStep ? ", a wrong step" : "")}\n{last}");
        string style = $"{Family(node)}{(node.Verdict.HasWrongStep ? " wrong" : "")}{(node.Id == report.Best.Id ? " best" : "")}{(isWay ? " way" : "")}";
        double radius = (node.Id == report.Best.Id ? 3 : 0) + 2.2 + 2.4 * Math.Clamp(node.Score, 0, 1);
        return string.Create(CultureInfo.InvariantCulture, $"<circle class=\"node {style}\" cx=\"{at.X:0.#}\" cy=\"{at.Y:0.#}\" r=\"{radius:0.0}\">{Plot.Tip(tip)}</circle>");
    }

    /// <summary>The colour family of a node: how it was made.</summary>
    internal static string Family(SearchNode node) => node.Operator switch
    {
        NodeOrigin.Root => "root",
        NodeOrigin.Finish => "finish",
        _ when Lineage.IsEvolved(node) => "evolved",
        _ => "written",
    };
}
