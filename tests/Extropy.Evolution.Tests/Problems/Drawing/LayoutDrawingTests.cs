using System.Globalization;
using System.Xml.Linq;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Drawing;
using Extropy.Testing.Problems;

namespace Extropy.Evolution.Tests.Problems.Drawing;

public sealed class LayoutDrawingTests
{
    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Svg_OfAnyLayout_IsWellFormedWithFiniteNumbers(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        foreach ((string name, Layout layout, _) in OpenProblemAttacks.All(problem, ValidLayouts.Of(problem)))
        {
            var svg = XElement.Parse(LayoutDrawing.Svg(problem, layout));

            foreach (XAttribute attribute in svg.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "cx" or "cy" or "r" or "x1" or "y1" or "points"))
            {
                Assert.All(attribute.Value.Split(' ', ','), number =>
                    Assert.True(double.IsFinite(double.Parse(number, CultureInfo.InvariantCulture)), $"{name}: {attribute}"));
            }
        }
    }

    [Fact]
    public void Svg_TouchingCircles_HaveTheirContacts()
    {
        var svg = XElement.Parse(LayoutDrawing.Svg(KnownProblems.Find("circle-packing-2"), new Layout(2, 3, [0.25, 0.25, 0.25, 0.75, 0.25, 0.25])));

        Assert.Equal(2, Count(svg, "circle", "lay-circle"));
        Assert.Equal(5, Count(svg, "line", "lay-contact")); // each other, two side walls, the floor twice
    }

    [Fact]
    public void Svg_CirclesApart_HaveNoContacts()
    {
        var svg = XElement.Parse(LayoutDrawing.Svg(KnownProblems.Find("circle-packing-9"), SeedLayouts.Rows(9)));

        Assert.Equal(0, Count(svg, "line", "lay-contact"));
    }

    [Fact]
    public void Svg_RegularPolygon_MarksItsSmallestTriangles()
    {
        var svg = XElement.Parse(LayoutDrawing.Svg(KnownProblems.Find("heilbronn-convex-13"), SeedLayouts.Polygon(13)));

        Assert.Equal(13, Count(svg, "polygon", "lay-small"));
        Assert.Equal(13, svg.Descendants().Single(element => (string?)element.Attribute("class") == "lay-region").Attribute("points")!.Value.Split(' ').Length);
        Assert.Equal(13, Count(svg, "circle", "lay-point"));
    }

    [Fact]
    public void Svg_SquareOfPoints_MarksSidesAndDiagonals()
    {
        var svg = XElement.Parse(LayoutDrawing.Svg(KnownProblems.Find("distance-ratio-2d-4"), new Layout(4, 2, [0, 0, 1, 0, 0, 1, 1, 1])));

        Assert.Equal(4, Count(svg, "line", "lay-contact"));
        Assert.Equal(2, Count(svg, "line", "lay-long"));
    }

    [Fact]
    public void Svg_PointsAreDrawnWithYUpward()
    {
        var svg = XElement.Parse(LayoutDrawing.Svg(KnownProblems.Find("circle-packing-1"), new Layout(1, 3, [0.25, 0.75, 0.25])));

        XElement circle = svg.Descendants().Single(element => element.Name.LocalName == "circle");
        Assert.Equal(["172", "172", "160"], new[] { "cx", "cy", "r" }.Select(name => circle.Attribute(name)!.Value));
    }

    private static int Count(XElement svg, string element, string style) =>
        svg.Descendants().Count(found => found.Name.LocalName == element && (string?)found.Attribute("class") == style);
}
