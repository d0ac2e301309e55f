using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Goals;

/// <summary>Expressions of strangers: right values for what the language has, 0 with a reason for everything else.</summary>
public sealed class GoalExpressionTests
{
    private static readonly ImmutableSortedDictionary<string, GoalValue> Output = ImmutableSortedDictionary<string, GoalValue>.Empty
        .Add("n", GoalValue.Of(3.0))
        .Add("radii", GoalValue.List([0.1, 0.3, 0.2]))
        .Add("centers", GoalValue.Table([0, 0, 3, 4, 0, 1], 2));

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("1 / 2 / 2 + 2 * 0.125", 0.5)]
    [InlineData("-0.5 ** 2 + 0.5", 0.25)]
    [InlineData("2 ** -1 ** 2", 0.5)]
    [InlineData("4 ** 0.5 / 4", 0.5)]
    [InlineData("7 % 4 / 4", 0.75)]
    [InlineData("-7 % 4 / 4", 0.25)]
    [InlineData("1 < 2", 1)]
    [InlineData("not 1 < 2 or 2 < 1", 0)]
    [InlineData("1 < 2 and 0.5 + 0.25 == 0.75", 1)]
    [InlineData("radii[0] + radii[-1]", 0.3)]
    [InlineData("sort(radii)[1]", 0.2)]
    [InlineData("sum(radii)", 0.6)]
    [InlineData("mean(radii)", 0.2)]
    [InlineData("median([0.1, 0.2, 0.3, 0.4])", 0.25)]
    [InlineData("quantile(radii, 0.25)", 0.15)]
    [InlineData("count(radii >= 0.2) / n", 2.0 / 3)]
    [InlineData("max(radii) - min(radii)", 0.2)]
    [InlineData("max(0.1, 0.2, 0.15)", 0.2)]
    [InlineData("sum(radii * radii)", 0.14)]
    [InlineData("sum(r * 0 for r in range(3)) + len(radii) / 4", 0.75)]
    [InlineData("sum(radii[i] for i in range(n) if radii[i] > 0.15)", 0.5)]
    [InlineData("min(dist(centers[i], centers[j]) for i, j in pairs(n)) / 2", 0.5)]
    [InlineData("max([dist(centers[i], centers[j]) for i, j in pairs(n)]) / 10", 0.5)]
    [InlineData("centers[1, 1] / 8 + centers[1][0] / 12", 0.75)]
    [InlineData("abs(floor(-0.5)) * clip(3, 0, 0.5)", 0.5)]
    [InlineData("any(radii > 5) or all(radii < 5)", 1)]
    [InlineData("exp(0) * log(1) + sqrt(0.25)", 0.5)]
    [InlineData("5", 1)]
    [InlineData("-5", 0)]
    public void Of_TheLanguage_GivesTheValueClipped(string text, double expected)
    {
        GoalReading reading = Read(text);

        Assert.Null(reading.Fault);
        Assert.Equal(expected, reading.Satisfaction, 1e-12);
    }

    [Theory]
    [InlineData("", "ends too early")]
    [InlineData("1 +", "ends too early")]
    [InlineData("(1", "')' is missing")]
    [InlineData("1)", "stands where it should end")]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 % 0", "division by zero")]
    [InlineData("0 ** -1", "division by zero")]
    [InlineData("1 / (radii[0] - 0.1)", "division by zero")]
    [InlineData("sqrt(-1)", "root of a negative")]
    [InlineData("(-1) ** 0.5", "root of a negative")]
    [InlineData("log(0)", "logarithm")]
    [InlineData("exp(1000) > 1", "not finite")]
    [InlineData("not (exp(1000) - exp(1000))", "not finite")]
    [InlineData("1e308 * 1e308 > 1", "not finite")]
    [InlineData("1e999", "no finite number")]
    [InlineData("1.2.3", "no finite number")]
    [InlineData("0x10", "no finite number")]
    [InlineData("2 ** 65", "exponent")]
    [InlineData("2 ** 0.3", "exponent")]
    [InlineData("radius", "no name of this problem")]
    [InlineData("__import__", "no name of this problem")]
    [InlineData("__import__(1)", "no function")]
    [InlineData("eval(1)", "no function")]
    [InlineData("radii.sum", "not part of the language")]
    [InlineData("\"text\"", "not part of the language")]
    [InlineData("lambda x: x", "not part of the language")]
    [InlineData("radii = 3", "not part of the language")]
    [InlineData("1; 2", "not part of the language")]
    [InlineData("ℵ", "not part of the language")]
    [InlineData("radii", "gives a list")]
    [InlineData("radii and 1", "a list stands where a number")]
    [InlineData("radii + [1, 2]", "different shapes")]
    [InlineData("radii[3]", "no index 3")]
    [InlineData("radii[-4]", "no index -4")]
    [InlineData("radii[0.5]", "whole number")]
    [InlineData("radii[1e300]", "no index")]
    [InlineData("radii[0, 0]", "no columns")]
    [InlineData("n[0]", "no parts")]
    [InlineData("min([])", "empty list")]
    [InlineData("mean([])", "empty list")]
    [InlineData("sum(1)", "a list")]
    [InlineData("sqrt(1, 2)", "does not take 2")]
    [InlineData("clip(1, 3, 2)", "wrong order")]
    [InlineData("quantile(radii, 2)", "0 to 1")]
    [InlineData("1 < 2 < 3", "join two comparisons")]
    [InlineData("sum(i for i in range(-1))", "not negative")]
    [InlineData("sum(i for i in range(1e9))", "steps")]
    [InlineData("sum(1 for i, j in pairs(10000))", "steps")]
    [InlineData("sum(sum(j for j in range(1000)) for i in range(1000))", "steps")]
    [InlineData("sum([radii[0], radii[1], radii[2], 1, 1, 1, 1, 1, 1, 1][0] for i in range(9000))", "steps")]
    [InlineData("sum(n for n in range(3))", "cannot be an index")]
    [InlineData("sum(i for i, i in pairs(3))", "both indices")]
    [InlineData("i + sum(i for i in range(3))", "no name of this problem here")]
    [InlineData("sum(i for i in radii)", "'range' is expected")]
    [InlineData("and", "value is expected")]
    public void Of_HostileOrWrong_IsZeroWithTheReason(string text, string reason)
    {
        GoalReading reading = Read(text);

        Assert.Equal(0, reading.Satisfaction);
        Assert.Contains(reason, reading.Fault, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Large => new()
    {
        { new string('1', 3_000), "characters" },
        { new string('(', 500) + "1" + new string(')', 500), "nested" },
        { new string('[', 500), "nested" },
        { new string('-', 500) + "1", "signs in a row" },
        { string.Concat(Enumerable.Repeat("abs(", 300)), "nested" },
        { string.Concat(Enumerable.Repeat("2**", 600)) + "1", "nested" },
        { string.Join('+', Enumerable.Repeat("1", 500)), "parts" },
        { string.Concat(Enumerable.Repeat("not ", 450)) + "1", "parts" },
        { "radii" + string.Concat(Enumerable.Repeat("[0]", 400)), "parts" },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void Of_TooLarge_IsRefusedBeforeItRuns(string text, string reason) =>
        Assert.Contains(reason, GoalExpression.Read(text, Output.Keys).Fault, StringComparison.Ordinal);

    [Fact]
    public void Of_RandomText_NeverThrowsAndStaysInRange()
    {
        string[] words = ["n", "radii", "centers", "1", "0", "2.5", "+", "-", "*", "/", "**", "(", ")", "[", "]", ",", "<", "==", "and", "not", "sum", "min", "sort", "for", "i", "in", "range", "pairs", "if", "\0", "é"];
        for (int trial = 0; trial < 5_000; trial++)
        {
            Draws draws = RandomStream.FromSeed(8).At(trial);
            var text = new List<string>();
            for (int left = 1 + draws.NextInt(14); left > 0; left--) text.Add(words[draws.NextInt(words.Length)]);

            GoalReading reading = Read(string.Join(' ', text));

            Assert.InRange(reading.Satisfaction, 0, 1);
            Assert.True(reading.Fault is null || reading.Satisfaction == 0);
        }
    }

    [Fact]
    public void Of_RandomArithmetic_AgreesWithDoubles()
    {
        for (int trial = 0; trial < 500; trial++)
        {
            Draws draws = RandomStream.FromSeed(9).At(trial);
            double a = draws.NextUniform(), b = draws.NextUniform(), c = draws.NextUniform();

            GoalReading reading = Read(FormattableString.Invariant($"({a:R} * {b:R} + {c:R} / 2) / 2"));

            Assert.Equal(((a * b) + (c / 2)) / 2, reading.Satisfaction);
        }
    }

    [Fact]
    public void Variables_OfARegularPolygonAndOfTwoCircles_AreWhatGeometrySays()
    {
        IOpenProblem circles = KnownProblems.Find("circle-packing-2");
        var two = GoalVariables.Of(circles, new Layout(2, 3, [0.25, 0.25, 0.25, 0.75, 0.75, 0.25]));
        IOpenProblem points = KnownProblems.Find("heilbronn-convex-4");
        var square = GoalVariables.Of(points, new Layout(4, 2, [0, 0, 2, 0, 2, 2, 0, 2]));

        Assert.Equal(0.5, two["sum_r"].Number);
        Assert.Equal(Math.Sqrt(0.5) - 0.5, two["pair_gaps"].Numbers[0], 1e-15);
        Assert.Equal([0, 0.5, 0, 0.5], two["wall_gaps"].Numbers[..4].ToArray());
        Assert.Equal((1.0, 1.0), (two["w"].Number, two["h"].Number));
        Assert.Equal((4.0, 2.0, 2.0, 0.5, 4.0), (square["convex_hull_area"].Number, square["min_area"].Number, square["max_area"].Number, square["min_area_normalized"].Number, square["n_on_hull"].Number));
        Assert.Equal([1, 1], square["centroid"].Numbers.ToArray());
    }

    private static GoalReading Read(string text) => GoalExpression.Read(text, Output.Keys).Of(Output);
}
