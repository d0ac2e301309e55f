using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Extropy.Certificates;

/// <summary>Reads a claim from JSON. Whatever the bytes are, it ends with a claim or a sentence; its work is bounded by their number.</summary>
internal static class ClaimReader
{
    private const string Format = "extropy-certificate-1";
    private const int Deepest = 5;
    private const int LongestFraction = 20_000;
    private const long LargestMantissa = 1L << 53;
    private const int LowestExponent = -1074;
    private const int HighestExponent = 1023;

    private static readonly string[] Keys = ["format", "problem", "asked", "claim", "tolerance", "value", "rows", "columns", "layout"];

    /// <summary>The claim, or what is wrong in one sentence.</summary>
    public static (Claim? Claim, string? Fault) Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false };
            using JsonDocument document = JsonDocument.Parse(utf8, options);
            return (Read(document.RootElement), null);
        }
        catch (JsonException fault)
        {
            return (null, $"It is not the JSON of a certificate: {fault.Message}");
        }
        catch (ClaimFault fault)
        {
            return (null, fault.Message);
        }
        catch (InvalidOperationException)
        {
            return (null, "It holds text that is not valid UTF-16.");
        }
    }

    private static Claim Read(JsonElement root)
    {
        Require(root.ValueKind == JsonValueKind.Object, "It is not a JSON object.");
        foreach (JsonProperty property in root.EnumerateObject())
            Require(Keys.Contains(property.Name, StringComparer.Ordinal), "It has a property that no certificate has.");
        Require(Text(root, "format") == Format, $"Its format is not '{Format}'.");
        string id = Text(root, "problem");
        _ = (Text(root, "asked"), Text(root, "claim"));
        Require(Property(root, "tolerance") is { ValueKind: JsonValueKind.Number } tolerance && tolerance.GetRawText() == "0", "Its tolerance is not 0.");
        (Rule rule, int objects) = Rules.Of(id) ?? throw new ClaimFault("Its problem is unknown, or the number of objects is out of range.");
        Require(Whole(Property(root, "rows"), "'rows'") == objects, $"Its number of rows is not the {objects} of the problem.");
        JsonElement[] columns = Items(Property(root, "columns"), rule.Columns.Length, "'columns'");
        Require(columns.Select(column => column.ValueKind == JsonValueKind.String ? column.GetString() : null).SequenceEqual(rule.Columns),
            $"Its columns are not {string.Join(", ", rule.Columns)}.");

        JsonElement[] rows = Items(Property(root, "layout"), objects, "'layout'");
        JsonElement value = Property(root, "value");
        Require(value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() == 4, "'value' is not numerator, denominator, decimal and rounded.");
        Require(Text(value, "rounded") == (rule.LargerIsBetter ? "down" : "up"), "Its decimal is not rounded to the worse side.");
        return new Claim(
            id, rule,
            [.. rows.Select(row => Items(Pair(row, "exact"), rule.Columns.Length, "'exact'").Select(Binary).ToArray())],
            [.. rows.Select(row => Items(Pair(row, "decimal"), rule.Columns.Length, "'decimal'").Select(Decimal).ToArray())],
            Digits(value, "numerator"), Positive(Digits(value, "denominator")),
            DecimalNumber.Of(Text(value, "decimal")) ?? throw new ClaimFault("The value's 'decimal' is not a number of reasonable length."));
    }

    private static JsonElement Pair(JsonElement row, string name)
    {
        Require(row.ValueKind == JsonValueKind.Object && row.EnumerateObject().Count() == 2, "A row of 'layout' is not an object of exact and decimal numbers.");
        return Property(row, name);
    }

    private static BinaryNumber Binary(JsonElement element)
    {
        JsonElement[] parts = Items(element, 2, "an exact number");
        long mantissa = Whole(parts[0], "a mantissa"), exponent = Whole(parts[1], "an exponent");
        Require(Math.Abs(mantissa) < LargestMantissa, "A mantissa is beyond 2^53, so it belongs to no double.");
        Require(exponent is >= LowestExponent and <= HighestExponent, "An exponent is outside −1074 to 1023, so it belongs to no double.");
        Require(exponent + (long)BigInteger.Abs(mantissa).GetBitLength() <= HighestExponent + 1, "A number is beyond 2^1024, so it is no double.");
        return new BinaryNumber(mantissa, (int)exponent);
    }

    private static DecimalNumber Decimal(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.Number, "A decimal of the layout is not a number.");
        return DecimalNumber.Of(element.GetRawText()) ?? throw new ClaimFault("A decimal of the layout is too long or too large.");
    }

    private static BigInteger Digits(JsonElement parent, string name)
    {
        string text = Text(parent, name);
        Require(text.Length is > 0 and <= LongestFraction && text.All(char.IsAsciiDigit), $"The value's '{name}' is not a text of 1 to {LongestFraction} digits.");
        return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static BigInteger Positive(BigInteger number)
    {
        Require(number.Sign > 0, "The value's 'denominator' is 0.");
        return number;
    }

    private static long Whole(JsonElement element, string what)
    {
        Require(element.ValueKind == JsonValueKind.Number, $"{what} is not a number.");
        Require(element.TryGetInt64(out long number) && number > long.MinValue, $"{what} is not a whole number of reasonable size.");
        return number;
    }

    private static JsonElement[] Items(JsonElement element, int count, string what)
    {
        Require(element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == count, $"{what} is not a list of {count}.");
        return [.. element.EnumerateArray()];
    }

    private static string Text(JsonElement parent, string name)
    {
        JsonElement element = Property(parent, name);
        Require(element.ValueKind == JsonValueKind.String, $"'{name}' is not a text.");
        return element.GetString()!; // a text has one
    }

    private static JsonElement Property(JsonElement parent, string name)
    {
        Require(parent.TryGetProperty(name, out JsonElement element), $"It has no '{name}'.");
        return element;
    }

    private static void Require(bool isRight, string fault)
    {
        if (!isRight) throw new ClaimFault(char.ToUpperInvariant(fault[0]) + fault[1..]);
    }

    private sealed class ClaimFault(string message) : Exception(message);
}
