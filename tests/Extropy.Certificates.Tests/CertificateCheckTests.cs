using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Extropy.Certificates.Tests;

public sealed class CertificateCheckTests
{
    [Fact]
    public void Check_TrueClaim_Holds()
    {
        CertificateOutcome outcome = CertificateCheck.Of(Claims.TwoCircles());

        Assert.Equal(CertificateVerdict.Holds, outcome.Verdict);
        Assert.Equal("circle-packing-2", outcome.Problem);
        Assert.Equal("1/2", outcome.Value);
        Assert.Equal("0.500000000000000000000000000000", outcome.Decimal);
    }

    [Theory]
    [InlineData("5", "9", "The value claims more than the layout has.")]
    [InlineData("4", "9", "The value is not the layout's, though it claims less.")]
    public void Check_AnotherValue_DoesNotHold(string numerator, string denominator, string why)
    {
        CertificateOutcome outcome = CertificateCheck.Of(Claims.TwoCircles(root =>
        {
            root["value"]!["numerator"] = numerator;
            root["value"]!["denominator"] = denominator;
        }));

        Assert.Equal(CertificateVerdict.DoesNotHold, outcome.Verdict);
        Assert.Equal(why, outcome.Reason);
    }

    [Theory]
    [InlineData("0.500000000000000000000000000001")]
    [InlineData("0.499999999999999999999999999999")]
    [InlineData("-0.5")]
    [InlineData("5e2")]
    public void Check_DecimalThatIsNoNeighbour_DoesNotHold(string shown)
    {
        CertificateOutcome outcome = CertificateCheck.Of(Claims.TwoCircles(root => root["value"]!["decimal"] = shown));

        Assert.Equal("The value's decimal is not its neighbour on the worse side.", outcome.Reason);
    }

    [Fact]
    public void Check_OverlapByOneUlp_DoesNotHold()
    {
        CertificateOutcome outcome = CertificateCheck.Of(Claims.TwoCircles(root =>
        {
            root["layout"]![1]!["exact"]![0] = new JsonArray(6755399441055743, -53); // the double below 3/4
            root["layout"]![1]!["decimal"]![0] = 0.7499999999999999;
        }));

        Assert.Equal("The layout breaks a constraint: circles 0 and 1 overlap.", outcome.Reason);
    }

    [Fact]
    public void Check_LayoutThatShowsOneThingAndClaimsAnother_DoesNotHold()
    {
        CertificateOutcome outcome = CertificateCheck.Of(Claims.TwoCircles(root => root["layout"]![0]!["decimal"]![2] = 0.26));

        Assert.Equal("The decimal r of row 0 is not the exact one.", outcome.Reason);
    }

    [Fact]
    public void Check_MinimisedMetric_IsRoundedUp()
    {
        byte[] file = Claims.Of("distance-ratio-3d-3", 3, 3, 0, 0, 0, 1, 1, 1, 2, 0, 0);

        CertificateOutcome outcome = CertificateCheck.Of(file);

        Assert.Equal(CertificateVerdict.Holds, outcome.Verdict);
        Assert.Equal("4/3", outcome.Value);
        Assert.Equal("1.333333333333333333333333333334", outcome.Decimal);
    }

    [Theory]
    [InlineData("", "It is not the JSON of a certificate: ")]
    [InlineData("null", "It is not a JSON object.")]
    [InlineData("{}", "It has no 'format'.")]
    [InlineData("{\"format\": 1}", "'format' is not a text.")]
    [InlineData("{\"format\": \"extropy-certificate-2\"}", "Its format is not 'extropy-certificate-1'.")]
    [InlineData("{\"format\": \"extropy-certificate-1\", \"proof\": \"trust me\"}", "It has a property that no certificate has.")]
    [InlineData("{\"format\": \"extropy-certificate-1\", \"format\": \"extropy-certificate-1\"}", "It is not the JSON of a certificate: ")]
    [InlineData("{\"format\": \"\\ud800\"}", "It holds text that is not valid UTF-16.")]
    public void Check_NoCertificate_IsUnreadableInOneSentence(string text, string begins)
    {
        CertificateOutcome outcome = CertificateCheck.Of(Encoding.UTF8.GetBytes(text));

        Assert.Equal(CertificateVerdict.Unreadable, outcome.Verdict);
        Assert.StartsWith(begins, outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome.Reason);
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "problem", "\"circle-packing-0\"" }, { "problem", "\"circle-packing-501\"" }, { "problem", "\"circle-packing-02\"" },
        { "problem", "\"circle-packing-99999999999\"" }, { "problem", "\"-2\"" }, { "problem", "\"\"" }, { "problem", "\"heilbronn-square-2\"" },
        { "tolerance", "1e-6" }, { "tolerance", "\"0\"" }, { "rows", "3" }, { "rows", "1e999" }, { "rows", "2.5" }, { "columns", "[\"x\", \"y\"]" },
        { "columns", "[\"y\", \"x\", \"r\"]" }, { "columns", "[1, 2, 3]" }, { "layout", "[]" }, { "layout", "{}" }, { "layout", "[1, 2]" },
        { "layout", "[[[[[[[[]]]]]]]]" }, { "value", "1" }, { "value", "{}" },
        { "layout.0.exact", "[[1, -2], [1, -2]]" }, { "layout.0.exact.0", "[1, -1075]" }, { "layout.0.exact.0", "[1, 1024]" },
        { "layout.0.exact.0", "[3, 1023]" }, { "layout.0.exact.0", "[1, 2147483648]" }, { "layout.0.exact.0", "[1, -9223372036854775808]" }, { "layout.0.exact.0", "[9007199254740993, 0]" },
        { "layout.0.exact.0", "[-9223372036854775808, 0]" }, { "layout.0.exact.0", "[1e400, 0]" }, { "layout.0.exact.0", "[\"NaN\", 0]" },
        { "layout.0.exact.0", "[0.5, 0]" }, { "layout.0.exact.0", "0.25" }, { "layout.0.decimal.0", "\"NaN\"" }, { "layout.0.decimal.0", "1e999999999" },
        { "layout.0.decimal.0", "1e99999999999999999999" }, { "layout.0.decimal.0", "null" }, { "value.numerator", "\"NaN\"" },
        { "value.numerator", "\"-1\"" }, { "value.numerator", "\"\"" }, { "value.numerator", "\"٣\"" }, { "value.numerator", "1" },
        { "value.denominator", "\"0\"" }, { "value.denominator", "\"0000\"" }, { "value.decimal", "\"NaN\"" }, { "value.decimal", "\"1e-999999999\"" },
        { "value.decimal", "\"0x1p3\"" }, { "value.rounded", "\"up\"" }, { "value.rounded", "7" }, { "asked", "{}" }, { "claim", "null" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Check_OnePartSpoiled_IsUnreadable(string place, string json)
    {
        byte[] file = Claims.TwoCircles(root => Set(root, place.Split('.'), JsonNode.Parse(json)));

        CertificateOutcome outcome = CertificateCheck.Of(file);

        Assert.Equal(CertificateVerdict.Unreadable, outcome.Verdict);
        Assert.EndsWith(".", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AnyBytesChanged_EndsInASentence()
    {
        byte[] file = Claims.TwoCircles();
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            byte[] changed = [.. file];
            foreach ((int place, byte value) in changes) changed[place] = value;
            CertificateOutcome outcome = CertificateCheck.Of(changed);
            return outcome.Reason.Length > 0 && (outcome.Verdict != CertificateVerdict.Holds || outcome.Value == "1/2");
        }, iter: 5000);
    }

    [Fact]
    public void Check_HugeDigits_EndAtOnce()
    {
        byte[] digits = Claims.TwoCircles(root => root["value"]!["numerator"] = new string('9', 3_000_000));
        byte[] deep = Encoding.UTF8.GetBytes(new string('[', 3_000_000));
        byte[] noughts = Encoding.UTF8.GetBytes("{\"rows\": 1" + new string('0', 3_000_000) + "}");

        Assert.All([digits, deep, noughts], file => Assert.Equal(CertificateVerdict.Unreadable, CertificateCheck.Of(file).Verdict));
    }

    [Fact]
    public void OfFile_MissingFolderOrTooLarge_IsUnreadable()
    {
        using var folder = new Extropy.Testing.Files.TemporaryFolder();
        File.WriteAllBytes(folder.File("large"), new byte[(4 << 20) + 1]);

        Assert.Equal("There is no such file.", CertificateCheck.OfFile(folder.File("none")).Reason);
        Assert.Equal("It is a folder.", CertificateCheck.OfFile(folder.Path).Reason);
        Assert.Equal("It is larger than 4 MiB, which no certificate is.", CertificateCheck.OfFile(folder.File("large")).Reason);
        Assert.Equal("There is no such file.", CertificateCheck.OfFile("\0").Reason);
    }

    [Fact]
    public void OfFile_PipeThatNobodyWrites_EndsAtOnce()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no such files.");
        using var folder = new Extropy.Testing.Files.TemporaryFolder();
        using var made = System.Diagnostics.Process.Start("mkfifo", [folder.File("pipe")]);
        made.WaitForExit();

        Assert.Equal("It is empty, or no ordinary file.", CertificateCheck.OfFile(folder.File("pipe")).Reason);
    }

    private static void Set(JsonNode node, ReadOnlySpan<string> path, JsonNode? value)
    {
        while (path.Length > 1)
        {
            node = node is JsonArray ? node[int.Parse(path[0], System.Globalization.CultureInfo.InvariantCulture)]! : node[path[0]]!;
            path = path[1..];
        }

        if (node is JsonArray list) list[int.Parse(path[0], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else node[path[0]] = value;
    }
}
