using System.Numerics;

namespace Extropy.Certificates;

/// <summary>significand · 2^exponent, without any limit of precision: sums and products are exact.</summary>
internal readonly record struct BinaryNumber(BigInteger Significand, int Exponent)
{
    public static BinaryNumber One { get; } = new(BigInteger.One, 0);

    public int Sign => Significand.Sign;

    public static BinaryNumber operator +(BinaryNumber left, BinaryNumber right)
    {
        int exponent = Math.Min(left.Exponent, right.Exponent);
        return new BinaryNumber(left.At(exponent) + right.At(exponent), exponent);
    }

    public static BinaryNumber operator -(BinaryNumber left, BinaryNumber right) => left + new BinaryNumber(-right.Significand, right.Exponent);

    public static BinaryNumber operator *(BinaryNumber left, BinaryNumber right) =>
        new(left.Significand * right.Significand, left.Exponent + right.Exponent);

    public static bool operator <(BinaryNumber left, BinaryNumber right) => (left - right).Sign < 0;

    public static bool operator >(BinaryNumber left, BinaryNumber right) => (left - right).Sign > 0;

    public BinaryNumber Size() => new(BigInteger.Abs(Significand), Exponent);

    private BigInteger At(int exponent) => Significand << (Exponent - exponent);
}
