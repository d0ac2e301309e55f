using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Measures of circles in a box: the unit square, or the circles' own bounding box.</summary>
internal static class CircleMeasures
{
    public static void Add(ImmutableSortedDictionary<string, GoalValue>.Builder all, Layout layout, bool hasUnitSquare)
    {
        int count = layout.Rows;
        (double left, double right, double bottom, double top) = hasUnitSquare ? (0, 1, 0, 1) : Box(layout);
        var gaps = new double[count * (count - 1) / 2];
        var walls = new double[4 * count];
        var corners = new double[4];
        Array.Fill(corners, double.PositiveInfinity);
        double sum = 0;
        int pair = 0;
        for (int i = 0; i < count; i++)
        {
            double x = layout[i, 0], y = layout[i, 1], r = layout[i, 2];
            sum += r;
            (walls[4 * i], walls[(4 * i) + 1], walls[(4 * i) + 2], walls[(4 * i) + 3]) = (x - r - left, right - x - r, y - r - bottom, top - y - r);
            for (int corner = 0; corner < 4; corner++)
            {
                double gap = Distance(x, y, corner % 2 == 0 ? left : right, corner < 2 ? bottom : top) - r;
                corners[corner] = Math.Min(corners[corner], gap);
            }

            for (int j = i + 1; j < count; j++) gaps[pair++] = Distance(x, y, layout[j, 0], layout[j, 1]) - r - layout[j, 2];
        }

        all["circles"] = GoalValue.Table([.. layout.Numbers], 3);
        all["radii"] = GoalValue.List(GoalVariables.Column(layout, 2));
        all["sum_r"] = GoalValue.Of(sum);
        all["w"] = GoalValue.Of(right - left);
        all["h"] = GoalValue.Of(top - bottom);
        all["pair_gaps"] = GoalValue.List(gaps);
        all["wall_gaps"] = GoalValue.List(walls);
        all["corner_gaps"] = GoalValue.List(corners);
    }

    private static double Distance(double x, double y, double otherX, double otherY) =>
        Math.Sqrt(((x - otherX) * (x - otherX)) + ((y - otherY) * (y - otherY)));

    private static (double Left, double Right, double Bottom, double Top) Box(Layout layout)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, bottom = double.PositiveInfinity, top = double.NegativeInfinity;
        for (int i = 0; i < layout.Rows; i++)
        {
            left = Math.Min(left, layout[i, 0] - layout[i, 2]);
            right = Math.Max(right, layout[i, 0] + layout[i, 2]);
            bottom = Math.Min(bottom, layout[i, 1] - layout[i, 2]);
            top = Math.Max(top, layout[i, 1] + layout[i, 2]);
        }

        return (left, right, bottom, top);
    }
}
