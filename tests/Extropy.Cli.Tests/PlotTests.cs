using System.Xml.Linq;
using Extropy.Cli.Reporting;

namespace Extropy.Cli.Tests;

/// <summary>Charts are well-formed whatever is drawn.</summary>
public sealed class PlotTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(12_345, 0.001)]
    [InlineData(1e9, 1e9)]
    public void Svg_OfAnyScale_IsWellFormedAndHasFewTicks(double mostX, double mostY)
    {
        string svg = new Plot(400, 200, mostX, mostY)
            .Line([(0, 0), (mostX, mostY)], "written")
            .Dot(mostX, mostY, 3, "evolved", "a <tip> & \"more\"")
            .Bar(0, mostY, "finish", "")
            .Rule(0)
            .ToSvg("steps", "value");

        XElement element = XElement.Parse(svg);
        Assert.InRange(element.Elements("text").Count(), 4, 24);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Forest_OfRates_HasALineForEach()
    {
        XElement element = XElement.Parse(ForestDrawing.Of([("bes", 0.4, 0.5, 0.6, 0.7), ("tree <1>", 0, 0, 0.1, 0.2)]));

        Assert.Equal(2, element.Elements("circle").Count(circle => (string?)circle.Attribute("class") == "full"));
    }
}
