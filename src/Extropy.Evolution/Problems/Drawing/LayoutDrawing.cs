using System.Globalization;
using System.Net;

namespace Extropy.Evolution.Problems.Drawing;

/// <summary>
/// Pictures of layouts as SVG: what touches, what is smallest, what bounds it. Pure: equal layouts give equal bytes. Colours follow a page's variables where it
/// has them and stand alone where not.
/// </summary>
public static class LayoutDrawing
{
    private const double Largest = 1e100;

    private const string Style =
        ".lay-region{fill:none;stroke:var(--soft,#64737d);stroke-width:2}" +
        ".lay-circle{fill:var(--written,#3d7ea6);fill-opacity:.28;stroke:var(--written,#3d7ea6);stroke-width:1.5}" +
        ".lay-point{fill:var(--ink,#1d2a33)}" +
        ".lay-contact{stroke:var(--evolved,#c9762b);stroke-width:2}" +
        ".lay-long{stroke:var(--root,#8a97a0);stroke-width:1.2;stroke-dasharray:5 5}" +
        ".lay-small{fill:var(--evolved,#c9762b);fill-opacity:.12;stroke:var(--evolved,#c9762b);stroke-width:.8}" +
        ".lay-none{fill:var(--soft,#64737d);font:16px system-ui,sans-serif}";

    /// <summary>The picture.</summary>
    /// <param name="problem">Decides what is drawn beside the objects.</param>
    /// <param name="layout">Any; one that no picture can be made of gets a sentence instead.</param>
    /// <returns>One <c>svg</c> element. All text in it is escaped.</returns>
    public static string Svg(IOpenProblem problem, Layout layout)
    {
        Canvas canvas = Draw(problem, layout);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Canvas.Number(canvas.Width)} {Canvas.Number(canvas.Height)}\" role=\"img\" style=\"max-width:{Canvas.Number(canvas.Width)}px\">"
            + $"<title>{WebUtility.HtmlEncode(problem.Title)}</title><style>{Style}</style>{canvas.Elements}</svg>");
    }

    private static Canvas Draw(IOpenProblem problem, Layout layout)
    {
        if (FirstChecks.OfForm(layout with { Reported = null }, problem.Shape) is { } fault) return Canvas.Saying(fault.Constraint);
        if (layout.Numbers.Any(number => Math.Abs(number) > Largest)) return Canvas.Saying("numbers too large to be drawn");
        return problem switch
        {
            CirclePackingSquare => CircleDrawing.InSquare(layout),
            CirclePackingRectangle => CircleDrawing.InRectangle(layout),
            HeilbronnConvex => PointDrawing.Triangles(layout, PointDrawing.Hull(layout)),
            HeilbronnTriangle => PointDrawing.Triangles(layout, [(0, 0), (1, 0), (0, 1)]),
            HeilbronnSquare => PointDrawing.Triangles(layout, [(0, 0), (1, 0), (1, 1), (0, 1)]),
            DistanceRatio => PointDrawing.Distances(layout),
            _ when problem.Shape.Columns.Length >= 2 => PointDrawing.Plain(layout),
            _ => Canvas.Saying("nothing to draw: rows of one number"),
        };
    }
}
