using System.Globalization;
using System.Numerics;

namespace Extropy.Certificates;

/// <summary>digits · 10^power.</summary>
internal readonly record struct DecimalNumber(BigInteger Digits, int Power)
{
    private const int LongestText = 400;
    private const int LargestPower = 1000;

    /// <summary>Reads the number of a JSON document; null where it is too long or its exponent too large to be a coordinate or a metric.</summary>
    public static DecimalNumber? Of(string text)
    {
        if (text.Length is 0 or > LongestText) return null;
        int mark = text.IndexOfAny(['e', 'E']);
        int power = 0;
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)) return null;
        if (Math.Abs((long)power) > LargestPower) return null;
        string plain = mark >= 0 ? text[..mark] : text;
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) power -= plain.Length - point - 1;
        if (point >= 0) plain = plain.Remove(point, 1);
        return BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger digits)
            ? new DecimalNumber(digits, power)
            : null;
    }

    /// <summary>Whether this is what a person should read for a double: within a unit of the double's last place.</summary>
    public bool Shows(BinaryNumber exact)
    {
        BinaryNumber scaled = exact, shown = new(Digits, 0);
        if (Power < 0) scaled *= new BinaryNumber(BigInteger.Pow(10, -Power), 0);
        else shown *= new BinaryNumber(BigInteger.Pow(10, Power), 0);
        BinaryNumber relative = new(BigInteger.Abs(scaled.Significand), scaled.Exponent - 52);
        BinaryNumber least = new(Power < 0 ? BigInteger.Pow(10, -Power) : BigInteger.One, -1074); // the last place of subnormal numbers
        BinaryNumber error = (shown - scaled).Size();
        return !(error > relative) || !(error > least);
    }
}
