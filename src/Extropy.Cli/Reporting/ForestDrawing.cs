using System.Globalization;
using System.Text;

namespace Extropy.Cli.Reporting;

/// <summary>Rates with their intervals, one line each, under one another: what differs beyond noise is seen at once.</summary>
internal static class ForestDrawing
{
    private const int NameWidth = 190;
    private const int ValueWidth = 150;
    private const int Width = 1000;
    private const int RowHeight = 30;
    private const int Foot = 26;

    /// <summary>The drawing.</summary>
    /// <param name="rows">Name, a rate with low and high end, and a second rate drawn hollow; all in [0, 1].</param>
    public static string Of(IReadOnlyList<(string Name, double Low, double Rate, double High, double Second)> rows)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        int height = rows.Count * RowHeight + Foot;
        var svg = new StringBuilder(string.Create(culture, $"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"rates with intervals\">"));
        for (int tenth = 0; tenth <= 10; tenth += 2)
        {
            svg.Append(culture, $"<path class=\"grid\" d=\"M{X(tenth / 10.0):0.#} 4V{height - Foot}\"/>");
            svg.Append(culture, $"<text class=\"tick\" x=\"{X(tenth / 10.0):0.#}\" y=\"{height - 8}\" text-anchor=\"middle\">{tenth * 10} %</text>");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            (string name, double low, double rate, double high, double second) = rows[i];
            double y = i * RowHeight + RowHeight / 2.0;
            svg.Append(culture, $"<text class=\"name\" x=\"4\" y=\"{y + 4:0.#}\">{HtmlPage.Escape(name)}</text>");
            svg.Append(culture, $"<path class=\"whisker\" d=\"M{X(low):0.#} {y:0.#}H{X(high):0.#}\"/>");
            svg.Append(culture, $"<circle class=\"hollow\" cx=\"{X(second):0.#}\" cy=\"{y:0.#}\" r=\"4\"/><circle class=\"full\" cx=\"{X(rate):0.#}\" cy=\"{y:0.#}\" r=\"5\"/>");
            svg.Append(culture, $"<text class=\"value\" x=\"{Width - 4}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{100 * rate:0.0} % ({100 * low:0.0}–{100 * high:0.0})</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static double X(double rate) => NameWidth + rate * (Width - NameWidth - ValueWidth);
}
