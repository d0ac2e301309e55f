using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Extropy.Evolution.Problems.Exact;
using Extropy.Runs.Store;

namespace Extropy.Evolution.Problems.Certifying;

/// <summary>
/// Certificates as JSON files, equal byte for byte for equal certificates. Every number of the layout stands twice: exactly as
/// <c>[mantissa, exponent]</c> for mantissa · 2^exponent, and as the shortest decimal that reads back to the same double, for people.
/// </summary>
public static class CertificateFile
{
    /// <summary>The format's name, which a reader checks first.</summary>
    public const string Format = "extropy-certificate-1";

    /// <summary>Digits after the point of the value's decimal.</summary>
    private const int Places = 30;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Replaces the file; after a crash it is the old or the new one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Certificate certificate) => AtomicFile.Write(path, ToUtf8(certificate));

    /// <summary>The file's bytes.</summary>
    public static byte[] ToUtf8(Certificate certificate)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("problem", certificate.Problem.Id);
            json.WriteString("asked", certificate.Problem.Title);
            json.WriteString("claim", "The layout breaks no constraint of the problem, and its metric is exactly the value.");
            json.WriteNumber("tolerance", 0);
            WriteValue(json, certificate);
            WriteLayout(json, certificate);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void WriteValue(Utf8JsonWriter json, Certificate certificate)
    {
        bool isFloor = certificate.Problem.Aim == Aim.Maximise;
        json.WriteStartObject("value");
        json.WriteString("numerator", certificate.Value.Numerator.ToString(CultureInfo.InvariantCulture));
        json.WriteString("denominator", certificate.Value.Denominator.ToString(CultureInfo.InvariantCulture));
        json.WriteString("decimal", certificate.Value.ToDecimal(Places, up: !isFloor));
        json.WriteString("rounded", isFloor ? "down" : "up");
        json.WriteEndObject();
    }

    private static void WriteLayout(Utf8JsonWriter json, Certificate certificate)
    {
        Layout layout = certificate.Layout;
        json.WriteNumber("rows", layout.Rows);
        json.WriteStartArray("columns");
        foreach (string column in certificate.Problem.Shape.Columns) json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartArray("layout");
        for (int row = 0; row < layout.Rows; row++)
        {
            json.WriteStartObject();
            json.WritePropertyName("exact");
            json.WriteRawValue(Exactly(layout, row));
            json.WritePropertyName("decimal");
            json.WriteRawValue(Decimally(layout, row));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Exactly(Layout layout, int row) => "[" + string.Join(", ", Enumerable.Range(0, layout.Columns).Select(column =>
    {
        (BigInteger mantissa, int exponent) = BinaryParts.Of(layout[row, column]);
        return string.Create(CultureInfo.InvariantCulture, $"[{mantissa}, {exponent}]");
    })) + "]";

    private static string Decimally(Layout layout, int row) =>
        "[" + string.Join(", ", Enumerable.Range(0, layout.Columns).Select(column => (layout[row, column] + 0.0).ToString("R", CultureInfo.InvariantCulture))) + "]";
}
