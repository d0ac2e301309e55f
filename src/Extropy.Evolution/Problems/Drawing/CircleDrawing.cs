using System.Globalization;

namespace Extropy.Evolution.Problems.Drawing;

/// <summary>Circles in their container, with a line between the centres of those that touch and from a centre to a wall that it touches.</summary>
internal static class CircleDrawing
{
    /// <summary>Gaps up to this part of the container's size are contacts.</summary>
    private const double Touching = 1e-7;

    /// <summary>The unit square with its circles.</summary>
    /// <param name="layout">Columns x, y, r.</param>
    public static Canvas InSquare(Layout layout) => Draw(layout, (0, 1, 0, 1));

    /// <summary>The bounding rectangle with its circles.</summary>
    /// <param name="layout">Columns x, y, r.</param>
    public static Canvas InRectangle(Layout layout)
    {
        (double left, double right, double bottom, double top) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        for (int i = 0; i < layout.Rows; i++)
        {
            double radius = Math.Max(0, layout[i, 2]);
            (left, right) = (Math.Min(left, layout[i, 0] - radius), Math.Max(right, layout[i, 0] + radius));
            (bottom, top) = (Math.Min(bottom, layout[i, 1] - radius), Math.Max(top, layout[i, 1] + radius));
        }

        return Draw(layout, (left, right, bottom, top));
    }

    private static Canvas Draw(Layout layout, (double Left, double Right, double Bottom, double Top) walls)
    {
        (double left, double right, double bottom, double top) = walls;
        Canvas canvas = new(left, right, bottom, top);
        canvas.Polygon("lay-region", (left, bottom), (right, bottom), (right, top), (left, top));
        for (int i = 0; i < layout.Rows; i++)
            canvas.Circle(layout[i, 0], layout[i, 1], layout[i, 2], string.Create(CultureInfo.InvariantCulture, $"circle {i}: r = {layout[i, 2]}"));

        double near = Touching * Math.Max(right - left, top - bottom);
        for (int i = 0; i < layout.Rows; i++)
        {
            if (layout[i, 2] <= near) continue; // a point touches nothing worth a line
            (double x, double y, double radius) = (layout[i, 0], layout[i, 1], layout[i, 2]);
            if (x - left - radius <= near) canvas.Line("lay-contact", (x, y), (left, y));
            if (right - x - radius <= near) canvas.Line("lay-contact", (x, y), (right, y));
            if (y - bottom - radius <= near) canvas.Line("lay-contact", (x, y), (x, bottom));
            if (top - y - radius <= near) canvas.Line("lay-contact", (x, y), (x, top));
            for (int j = i + 1; j < layout.Rows; j++)
            {
                double across = layout[j, 0] - x, up = layout[j, 1] - y;
                if (layout[j, 2] > near && Math.Sqrt((across * across) + (up * up)) - radius - layout[j, 2] <= near)
                    canvas.Line("lay-contact", (x, y), (layout[j, 0], layout[j, 1]));
            }
        }

        return canvas;
    }
}
