using System.Globalization;
using System.Net;
using System.Text;

namespace Extropy.Cli.Reporting;

/// <summary>A small chart as inline SVG: axes, lines, dots and bars over one pair of scales. Colours come from the page's style.</summary>
internal sealed class Plot
{
    private const int Left = 48;
    private const int Right = 12;
    private const int Top = 12;
    private const int Bottom = 34;
    private const int TickCount = 5;
    private const double Headroom = 1.04;
    private readonly StringBuilder _marks = new();
    private readonly int _width;
    private readonly int _height;
    private readonly double _mostX;
    private readonly double _mostY;
    private readonly double _leastY;

    /// <summary>Creates an empty chart whose axes begin at 0, or the upright one at <paramref name="leastY"/>.</summary>
    public Plot(int width, int height, double mostX, double mostY, double leastY = 0)
    {
        _width = width;
        _height = height;
        _mostX = mostX > 0 ? mostX : 1;
        _leastY = leastY;
        _mostY = mostY > leastY ? leastY + ((mostY - leastY) * Headroom) : leastY + 1;
    }

    /// <summary>A line through points; with <paramref name="isStepped"/>, a value holds until the next.</summary>
    public Plot Line(IEnumerable<(double X, double Y)> points, string style, bool isStepped = false)
    {
        var path = new StringBuilder();
        foreach ((double x, double y) in points)
        {
            if (path.Length == 0) path.Append(CultureInfo.InvariantCulture, $"M{X(x):0.#} {Y(y):0.#}");
            else if (isStepped) path.Append(CultureInfo.InvariantCulture, $"H{X(x):0.#}V{Y(y):0.#}");
            else path.Append(CultureInfo.InvariantCulture, $"L{X(x):0.#} {Y(y):0.#}");
        }

        if (path.Length > 0) _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"{path}\"/>");
        return this;
    }

    /// <summary>The area between two lines.</summary>
    public Plot Band(IReadOnlyList<(double X, double Low, double High)> points, string style)
    {
        if (points.Count < 2) return this;
        string upper = string.Join('L', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#} {Y(point.High):0.#}")));
        string lower = string.Join('L', points.Reverse().Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#} {Y(point.Low):0.#}")));
        _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"band {style}\" d=\"M{upper}L{lower}Z\"/>");
        return this;
    }

    /// <summary>A dot with a text that shows when pointed at.</summary>
    public Plot Dot(double x, double y, double radius, string style, string tip)
    {
        _marks.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot {style}\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"{radius:0.#}\">{Tip(tip)}</circle>");
        return this;
    }

    /// <summary>A bar from <paramref name="x"/> to <paramref name="x"/> + 1.</summary>
    public Plot Bar(double x, double y, string style, string tip)
    {
        double width = Math.Max(0.5, X(1) - X(0) - 1);
        _marks.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar {style}\" x=\"{X(x):0.##}\" y=\"{Y(y):0.#}\" width=\"{width:0.##}\" height=\"{Math.Max(0, Y(0) - Y(y)):0.#}\">{Tip(tip)}</rect>");
        return this;
    }

    /// <summary>A thin vertical line.</summary>
    public Plot Rule(double x)
    {
        _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{X(x):0.#} {Top}V{_height - Bottom}\"/>");
        return this;
    }

    /// <summary>The finished element.</summary>
    public string ToSvg(string xLabel, string yLabel)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {_width} {_height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode($"{yLabel} by {xLabel}")}\">");
        foreach (double tick in Ticks(_leastY, _mostY))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(tick):0.#}H{_width - Right}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left - 6}\" y=\"{Y(tick) + 3.5:0.#}\" text-anchor=\"end\">{Number(tick)}</text>");
        }

        foreach (double tick in Ticks(0, _mostX))
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{X(tick):0.#}\" y=\"{_height - Bottom + 15}\" text-anchor=\"middle\">{Number(tick)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{_width - Right}\" y=\"{_height - 4}\" text-anchor=\"end\">{WebUtility.HtmlEncode(xLabel)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"4\" y=\"{_height - 4}\">{WebUtility.HtmlEncode(yLabel)}</text>");
        return svg.Append(_marks).Append("</svg>").ToString();
    }

    /// <summary>A tool tip.</summary>
    internal static string Tip(string text) => text.Length == 0 ? "" : $"<title>{WebUtility.HtmlEncode(text)}</title>";

    /// <summary>Round numbers from about <paramref name="least"/> to about <paramref name="most"/>, about <see cref="TickCount"/>.</summary>
    internal static IEnumerable<double> Ticks(double least, double most)
    {
        double rough = (most - least) / TickCount;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / unit) switch { <= 1 => unit, <= 2 => 2 * unit, <= 5 => 5 * unit, _ => 10 * unit };
        double slack = 0.0001 * (most - least);
        for (double i = Math.Ceiling((least - slack) / step); i * step <= most + slack; i++) yield return (i * step) + 0.0; // −0 becomes 0
    }

    private static string Number(double value) => value >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.####", CultureInfo.InvariantCulture);

    private double X(double value) => Left + value / _mostX * (_width - Left - Right);

    private double Y(double value) => _height - Bottom - (value - _leastY) / (_mostY - _leastY) * (_height - Top - Bottom);
}
