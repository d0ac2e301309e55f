using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>The exponential function in float lanes, from multiply-adds and exact steps only, so that every instruction set returns the same bits.</summary>
internal static class Exponential<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693145752f; // 15 bits: n · Ln2High is exact for |n| ≤ 2⁹
    private const float Ln2Low = 1.42860677e-6f;
    private const float RoundToInteger = 12582912; // 1.5 · 2²³: adding it leaves the nearest integer in the low bits

    /// <summary>Arguments below it give 0: its power is the smallest whose exponent bits are normal.</summary>
    public const float Smallest = -87;

    /// <summary>eˣ for x ≤ 0, within 1 ulp; 0 below <see cref="Smallest"/> and for −∞; NaN for NaN.</summary>
    /// <remarks>x = n ln 2 + r with |r| ≤ ½ ln 2; Taylor series of degree 7 in r (remainder below 6 · 10⁻⁹ of the value, a tenth of an ulp),
    /// then n is put into the exponent.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfNonPositive(TLanes x)
    {
        TLanes shifted = TLanes.MultiplyAdd(x, TLanes.Broadcast(Log2E), TLanes.Broadcast(RoundToInteger));
        TLanes n = shifted - TLanes.Broadcast(RoundToInteger);
        TLanes r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2High), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2Low), r);
        TLanes sum = TLanes.MultiplyAdd(TLanes.Broadcast(1f / 5040), r, TLanes.Broadcast(1f / 720));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Broadcast(1f / 120));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Broadcast(1f / 24));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Broadcast(1f / 6));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Broadcast(0.5f));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Broadcast(1f));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Broadcast(1f));
        return TLanes.SelectLess(x, TLanes.Broadcast(Smallest), TLanes.Zero, sum * TLanes.PowerOfTwo(shifted));
    }
}
