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

    [Theory]
    [InlineData(2.4, 2.6, new[] { "2.4", "2.45", "2.5", "2.55", "2.6" })]
    [InlineData(-13.2, -12.9, new[] { "-13.2", "-13.1", "-13", "-12.9" })]
    public void Svg_OfAnAxisThatDoesNotBeginAtZero_HasItsTicksAndKeepsBandsInside(double least, double most, string[] ticks)
    {
        var element = XElement.Parse(new Plot(400, 200, 10, most, least).Band([(0, least, most), (10, least, most)], "arm0").ToSvg("evaluations", "metric"));

        Assert.Equal(ticks, element.Elements("text").Where(text => (string?)text.Attribute("text-anchor") == "end" && (string?)text.Attribute("class") == "tick").Select(text => text.Value));
        string band = (string?)element.Elements("path").Single(path => ((string?)path.Attribute("class"))!.StartsWith("band", StringComparison.Ordinal)).Attribute("d") ?? "";
        Assert.All(band.Trim('M', 'Z').Split('L'), point => Assert.InRange(double.Parse(point.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 0, 200));
    }

    [Fact]
    public void Forest_OfRates_HasALineForEach()
    {
        XElement element = XElement.Parse(ForestDrawing.Of([("bes", 0.4, 0.5, 0.6, 0.7), ("tree <1>", 0, 0, 0.1, 0.2)]));

        Assert.Equal(2, element.Elements("circle").Count(circle => (string?)circle.Attribute("class") == "full"));
    }
}
