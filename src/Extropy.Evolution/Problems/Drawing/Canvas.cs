using System.Globalization;
using System.Net;
using System.Text;

namespace Extropy.Evolution.Problems.Drawing;

/// <summary>Draws in the coordinates of a layout: y grows upward, the longer side is 640 wide.</summary>
internal sealed class Canvas
{
    private const double Side = 640;
    private const double Margin = 12;

    /// <summary>A smaller extent is no extent.</summary>
    private const double Least = 1e-100;

    private readonly StringBuilder _elements = new();
    private readonly double _left;
    private readonly double _top;
    private readonly double _scale;

    /// <summary>A canvas that shows a rectangle.</summary>
    public Canvas(double left, double right, double bottom, double top)
    {
        if (Math.Max(right - left, top - bottom) < Least) // one point: shown in the middle of a square of its own
            (left, right, bottom, top) = (left - 0.5, left + 0.5, top - 0.5, top + 0.5);
        _scale = Side / Math.Max(right - left, top - bottom);
        (_left, _top) = (left, top);
        Width = ((right - left) * _scale) + (2 * Margin);
        Height = ((top - bottom) * _scale) + (2 * Margin);
    }

    /// <summary>Pixels across.</summary>
    public double Width { get; }

    /// <summary>Pixels down.</summary>
    public double Height { get; }

    /// <summary>What was drawn, in order.</summary>
    public string Elements => _elements.ToString();

    /// <summary>A sentence in place of a picture.</summary>
    public static Canvas Saying(string text)
    {
        Canvas canvas = new(0, 1, 0, 0.125);
        canvas._elements.Append(CultureInfo.InvariantCulture, $"<text class=\"lay-none\" x=\"12\" y=\"40\">{WebUtility.HtmlEncode(text)}</text>");
        return canvas;
    }

    /// <summary>A pixel count with at most two digits after the point.</summary>
    public static string Number(double pixels)
    {
        double rounded = Math.Round(pixels, 2);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture); // no −0
    }

    /// <summary>A filled disc of a radius in the layout's coordinates.</summary>
    public void Circle(double x, double y, double radius, string title) => Round("lay-circle", x, y, Math.Max(0, radius) * _scale, title);

    /// <summary>A dot of a radius in pixels.</summary>
    public void Dot(double x, double y, double pixels, string title) => Round("lay-point", x, y, pixels, title);

    /// <summary>A straight line.</summary>
    public void Line(string style, (double X, double Y) from, (double X, double Y) to) => _elements.Append(CultureInfo.InvariantCulture,
        $"<line class=\"{style}\" x1=\"{Across(from.X)}\" y1=\"{Down(from.Y)}\" x2=\"{Across(to.X)}\" y2=\"{Down(to.Y)}\"/>");

    /// <summary>A closed polygon.</summary>
    public void Polygon(string style, params IEnumerable<(double X, double Y)> corners) => _elements.Append(CultureInfo.InvariantCulture,
        $"<polygon class=\"{style}\" points=\"{string.Join(' ', corners.Select(corner => $"{Across(corner.X)},{Down(corner.Y)}"))}\"/>");

    private void Round(string style, double x, double y, double pixels, string title) => _elements.Append(CultureInfo.InvariantCulture,
        $"<circle class=\"{style}\" cx=\"{Across(x)}\" cy=\"{Down(y)}\" r=\"{Number(pixels)}\"><title>{WebUtility.HtmlEncode(title)}</title></circle>");

    private string Across(double x) => Number(((x - _left) * _scale) + Margin);

    private string Down(double y) => Number(((_top - y) * _scale) + Margin);
}
