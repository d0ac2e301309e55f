using System.Numerics;
using CsCheck;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Certifying;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Certificates.Tests;

/// <summary>The referee in the search and the checker were written apart; here they must say the same of every layout.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> Problems =>
        ["circle-packing-3", "circle-packing-rect-3", "heilbronn-convex-5", "heilbronn-triangle-5", "heilbronn-square-5", "distance-ratio-2d-4", "distance-ratio-3d-4"];

    [Theory]
    [MemberData(nameof(Problems))]
    public void CheckerAndReferee_AgreeOnAnyLayout(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        (Rule rule, int rows) = Rules.Of(id)!.Value;

        // Sixteenths make ties, touching circles and points on lines frequent; a last bit up or down breaks some of them.
        // Beside 0 the step is 2^-60: the referee refuses a ratio that no double holds, which the checker has no reason to.
        Gen<double> number = Gen.Select(Gen.Int[-1, 17], Gen.Int[-1, 1]).Select((sixteenths, ulp) => sixteenths == 0 ? Math.ScaleB(ulp, -60)
            : ulp == 0 ? sixteenths / 16.0 : ulp > 0 ? Math.BitIncrement(sixteenths / 16.0) : Math.BitDecrement(sixteenths / 16.0));
        Gen<double> radius = Gen.Int[-1, 8].Select(part => part / 32.0);
        int columns = problem.Shape.Columns.Length;
        bool hasRadii = problem.Shape.Columns.Contains("r");
        number.Array[rows * columns].Select(radius.Array[rows]).Sample((numbers, radii) =>
        {
            for (int row = 0; hasRadii && row < rows; row++) numbers[(row * columns) + columns - 1] = radii[row];
            Assessment assessment = problem.Assess(new Layout(rows, columns, [.. numbers]));
            BinaryNumber[][] table = [.. numbers.Chunk(columns).Select(row => row.Select(Binary).ToArray())];
            bool holds = rule.Broken(table) is null;
            if (!holds || !assessment.IsValid) return holds == assessment.IsValid;
            Ratio metric = rule.Metric(table);
            return new BinaryNumber(assessment.Exact!.Numerator, 0) * metric.Below is var left
                && (left - (new BinaryNumber(assessment.Exact.Denominator, 0) * metric.Above)).Sign == 0;
        }, iter: 3000);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Certificate_OfAnyValidLayout_Holds(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        int count = problem.Shape.Count, columns = problem.Shape.Columns.Length;
        Gen.Double[0, 0.45].Array[count].Sample(numbers =>
        {
            for (int i = columns - 1; problem.Shape.Columns.Contains("r") && i < count; i += columns) numbers[i] *= 0.05;
            if (Certificate.Of(problem, new Layout(problem.Shape.Rows, columns, [.. numbers])) is not { } certificate) return true;
            CertificateOutcome outcome = CertificateCheck.Of(CertificateFile.ToUtf8(certificate));
            return outcome.Verdict == CertificateVerdict.Holds && outcome.Value == certificate.Value.ToString()
                && outcome.Decimal == certificate.Value.ToDecimal(30, up: problem.Aim == Aim.Minimise);
        }, iter: 300);
    }

    [Theory]
    [InlineData("circle-packing", 1, 500)]
    [InlineData("circle-packing-rect", 1, 500)]
    [InlineData("heilbronn-convex", 3, 100)]
    [InlineData("heilbronn-triangle", 3, 100)]
    [InlineData("heilbronn-square", 3, 100)]
    [InlineData("distance-ratio-2d", 2, 500)]
    [InlineData("distance-ratio-3d", 2, 500)]
    public void Sizes_ThatOneRoomKnows_TheOtherKnows(string family, int least, int most)
    {
        int[] known = [.. Enumerable.Range(least - 1, most - least + 3).Where(n => Rules.Of($"{family}-{n}") is not null)];
        int[] played = [.. Enumerable.Range(least - 1, most - least + 3).Where(n => IsPlayed($"{family}-{n}"))];

        Assert.Equal(Enumerable.Range(least, most - least + 1), known);
        Assert.Equal(known, played);
    }

    private static bool IsPlayed(string id)
    {
        try
        {
            return KnownProblems.Find(id).Id == id;
        }
        catch (Extropy.Core.Errors.BadInputException)
        {
            return false;
        }
    }

    [Fact]
    public void Certificate_OfExtremeNumbers_Holds()
    {
        byte[] file = Claims.Of("heilbronn-convex-4", 4, 2, 1e308, -1e308, double.Epsilon, 3, -0.0, -double.Epsilon, 1.5e308, double.MaxValue);

        CertificateOutcome outcome = CertificateCheck.Of(file);

        Assert.Equal(CertificateVerdict.Holds, outcome.Verdict);
    }

    [Fact]
    public void Certificate_OfAHundredPoints_IsCheckedInSeconds()
    {
        double[] parabola = [.. Enumerable.Range(0, 100).Select(i => i / 200.0).SelectMany(x => new[] { x, x * x })];

        CertificateOutcome outcome = CertificateCheck.Of(Claims.Of("heilbronn-convex-100", 100, 2, parabola));

        Assert.Equal(CertificateVerdict.Holds, outcome.Verdict);
    }

    /// <summary>A double by its text in hexadecimal powers, not by either room's reader.</summary>
    private static BinaryNumber Binary(double value)
    {
        int exponent = 0;
        while (value != Math.Truncate(value)) (value, exponent) = (value * 2, exponent - 1);
        return new BinaryNumber(new BigInteger(value), exponent);
    }
}
