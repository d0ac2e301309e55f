using System.Numerics;

namespace Extropy.Certificates;

/// <summary>What a file claims, as read and not yet believed.</summary>
/// <param name="Problem">The id.</param>
/// <param name="Rule">The problem.</param>
/// <param name="Rows">The layout.</param>
/// <param name="Shown">The layout as decimals for people, row by row.</param>
/// <param name="Numerator">Of the value, at least 0.</param>
/// <param name="Denominator">Of the value, at least 1.</param>
/// <param name="Decimal">The value for people.</param>
internal sealed record Claim(
    string Problem, Rule Rule, BinaryNumber[][] Rows, DecimalNumber[][] Shown, BigInteger Numerator, BigInteger Denominator, DecimalNumber Decimal);
