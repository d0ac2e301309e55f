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
    private const double Width = 960;
    private const double Height = 420;
    private const double LeastRow = 9, MostRow = 22;
    private const double LeastColumn = 40, MostColumn = 140;
    private const int Margin = 16;

    /// <summary>The drawing, and how many nodes it leaves out.</summary>
    public static (string Svg, int LeftOut) Of(SolveReport report)
    {
        ImmutableArray<SearchNode> pool = report.Result.Nodes;
        HashSet<int> way = [0, .. report.Ancestors.Select(node => node.Id)];
        HashSet<int> shown = Shown(pool, way);
        ILookup<int, SearchNode> children = pool.Where(node => node.Parents.Length > 0 && shown.Contains(node.Id)).ToLookup(node => node.Parents[0]);
        Dictionary<int, (double X, double Y)> place = Place(pool, children);
        double columns = place.Values.Max(at => at.X), rows = place.Values.Max(at => at.Y);
        double columnWidth = Math.Clamp(Width / Math.Max(1, columns), LeastColumn, MostColumn);
        double rowHeight = Math.Clamp(Height / Math.Max(1, rows), LeastRow, MostRow);
        foreach (int id in place.Keys) place[id] = (Margin + place[id].X * columnWidth, Margin + place[id].Y * rowHeight);
        double width = 2 * Margin + columns * columnWidth, height = 2 * Margin + rows * rowHeight;
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
            $"<svg class=\"tree\" viewBox=\"0 0 {width:0} {height:0}\" style=\"width:{width:0}px\" role=\"img\" aria-label=\"search tree\">{edges}{dots}</svg>");
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

    /// <summary>Column and row of every node: leaves take rows in order; a parent stands in the middle of its children.</summary>
    private static Dictionary<int, (double X, double Y)> Place(ImmutableArray<SearchNode> pool, ILookup<int, SearchNode> children)
    {
        var place = new Dictionary<int, (double X, double Y)>();
        int rows = 0;
        var open = new Stack<(int Node, int Depth, bool IsClosing)>();
        foreach (SearchNode root in pool.Where(node => node.Parents.Length == 0).Reverse()) open.Push((root.Id, 0, false));
        while (open.TryPop(out var visit))
        {
            SearchNode[] below = [.. children[visit.Node]];
            if (visit.IsClosing)
            {
                place[visit.Node] = (visit.Depth, (place[below[0].Id].Y + place[below[^1].Id].Y) / 2);
            }
            else if (below.Length == 0)
            {
                place[visit.Node] = (visit.Depth, rows++);
            }
            else
            {
                open.Push((visit.Node, visit.Depth, true));
                for (int i = below.Length - 1; i >= 0; i--) open.Push((below[i].Id, visit.Depth + 1, false));
            }
        }

        return place;
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
