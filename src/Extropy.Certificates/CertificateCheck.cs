using System.Globalization;
using System.Numerics;

namespace Extropy.Certificates;

/// <summary>
/// Decides whether a certificate's claim is true, in exact arithmetic of its own: it shares no code with what searches and judges layouts. Never throws on
/// content, and its work is bounded: files up to 4 MiB, numbers as long as doubles and their products are.
/// </summary>
public static class CertificateCheck
{
    private const int LargestFile = 4 << 20;
    private const int Places = 30;

    /// <summary>Checks a file.</summary>
    public static CertificateOutcome OfFile(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: 0 }) return Unreadable("It is empty, or no ordinary file."); // opening a pipe would wait for a writer
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var content = new byte[LargestFile + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length > LargestFile
                ? Unreadable("It is larger than 4 MiB, which no certificate is.")
                : Of(content.AsMemory(0, length));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable(Directory.Exists(path) ? "It is a folder." : File.Exists(path) ? "It cannot be read." : "There is no such file.");
        }
    }

    /// <summary>Checks the bytes of a file.</summary>
    public static CertificateOutcome Of(ReadOnlyMemory<byte> utf8)
    {
        (Claim? claim, string? fault) = ClaimReader.Read(utf8);
        if (claim is null) return Unreadable(fault!); // one of the two is set

        CertificateOutcome outcome = Judge(claim);
        return outcome with
        {
            Problem = claim.Problem,
            Asked = claim.Rule.Asked,
            Value = string.Create(CultureInfo.InvariantCulture, $"{claim.Numerator}/{claim.Denominator}"),
            Decimal = Decimal(claim.Numerator, claim.Denominator, up: !claim.Rule.LargerIsBetter),
        };
    }

    private static CertificateOutcome Judge(Claim claim)
    {
        for (int row = 0; row < claim.Rows.Length; row++)
        {
            for (int column = 0; column < claim.Rows[row].Length; column++)
            {
                if (!claim.Shown[row][column].Shows(claim.Rows[row][column]))
                    return False(string.Create(CultureInfo.InvariantCulture, $"The decimal {claim.Rule.Columns[column]} of row {row} is not the exact one."));
            }
        }

        if (claim.Rule.Broken(claim.Rows) is { } broken) return False($"The layout breaks a constraint: {broken}.");
        Ratio metric = claim.Rule.Metric(claim.Rows);
        int difference = ((new BinaryNumber(claim.Numerator, 0) * metric.Below) - (new BinaryNumber(claim.Denominator, 0) * metric.Above)).Sign;
        if (difference != 0)
        {
            bool boasts = difference > 0 == claim.Rule.LargerIsBetter;
            return False(boasts ? "The value claims more than the layout has." : "The value is not the layout's, though it claims less.");
        }

        return IsWorseNeighbour(claim)
            ? new CertificateOutcome(CertificateVerdict.Holds, "Every constraint holds exactly, and the value is the layout's.")
            : False("The value's decimal is not its neighbour on the worse side.");
    }

    /// <summary>The decimal is on the worse side of the value, by less than one unit of its last place.</summary>
    private static bool IsWorseNeighbour(Claim claim)
    {
        if (claim.Decimal.Power > 0) return false;
        BigInteger scale = BigInteger.Pow(10, -claim.Decimal.Power);
        BigInteger excess = (claim.Numerator * scale) - (claim.Decimal.Digits * claim.Denominator); // (value − decimal) in last places, times q
        if (!claim.Rule.LargerIsBetter) excess = -excess;
        return excess.Sign >= 0 && excess < claim.Denominator;
    }

    private static string Decimal(BigInteger numerator, BigInteger denominator, bool up)
    {
        BigInteger scaled = numerator * BigInteger.Pow(10, Places);
        BigInteger digits = up ? (scaled + denominator - 1) / denominator : scaled / denominator;
        string text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(Places + 1, '0');
        return text.Insert(text.Length - Places, ".");
    }

    private static CertificateOutcome False(string why) => new(CertificateVerdict.DoesNotHold, why);

    private static CertificateOutcome Unreadable(string why) => new(CertificateVerdict.Unreadable, why);
}
