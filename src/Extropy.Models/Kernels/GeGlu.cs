using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>
/// h = gelu(gate) ∘ up with gelu(z) = ½ z (1 + tanh(√(2/π) (z + c z³))), c = 0.044715. Source: Shazeer 2020, equation 6; Hendrycks and
/// Gimpel 2016, section 2.
/// </summary>
/// <remarks>½ (1 + tanh u) = σ(2u), so gelu(z) = z σ(v) with v = 2√(2/π) (z + c z³): no hyperbolic function is needed.</remarks>
internal static unsafe class GeGlu<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float Slope = 1.59576912f; // 2√(2/π)
    private const float Cubic = 0.0713548163f; // 2√(2/π) · 0.044715
    private const float CubicSlope = 0.214064449f; // 3 · Cubic

    /// <summary>Writes h.</summary>
    /// <param name="gateUp">Shape [rows, 2 · hidden]: the gates of a row, then its ups.</param>
    /// <param name="output">h, shape [rows, hidden].</param>
    /// <param name="rows">Any number.</param>
    /// <param name="hidden">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* gateUp, float* output, int rows, int hidden)
    {
        for (int row = 0; row < rows; row++, gateUp += 2 * hidden, output += hidden)
        {
            for (int i = 0; i < hidden; i += 16)
            {
                TLanes gate = TLanes.Load(gateUp + i);
                TLanes.Store(gate * Share(gate) * TLanes.Load(gateUp + hidden + i), output + i);
            }
        }
    }

    /// <summary>Replaces ∂L/∂h by h, which the way back needs once more, and writes ∂L/∂gate and ∂L/∂up.</summary>
    /// <remarks>gelu′(z) = σ(v) (1 + z (1 − σ(v)) v′) with v′ = 2√(2/π) (1 + 3c z²).</remarks>
    /// <param name="gateUp">Shape [rows, 2 · hidden].</param>
    /// <param name="output">∂L/∂h; receives h, the bits of <see cref="Forward"/>. Shape [rows, hidden].</param>
    /// <param name="gateUpSlopes">Receives ∂L/∂gate and ∂L/∂up, shape [rows, 2 · hidden].</param>
    /// <param name="rows">Any number.</param>
    /// <param name="hidden">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* gateUp, float* output, float* gateUpSlopes, int rows, int hidden)
    {
        TLanes one = TLanes.Broadcast(1);
        for (int row = 0; row < rows; row++, gateUp += 2 * hidden, gateUpSlopes += 2 * hidden, output += hidden)
        {
            for (int i = 0; i < hidden; i += 16)
            {
                TLanes gate = TLanes.Load(gateUp + i), up = TLanes.Load(gateUp + hidden + i), slope = TLanes.Load(output + i);
                TLanes share = Share(gate);
                TLanes gelu = gate * share;
                TLanes inner = TLanes.MultiplyAdd(Clamped(gate) * Clamped(gate), TLanes.Broadcast(CubicSlope), TLanes.Broadcast(Slope));
                TLanes.Store(gelu * up, output + i);
                TLanes.Store(slope * up * (share * TLanes.MultiplyAdd(gate * (one - share), inner, one)), gateUpSlopes + i);
                TLanes.Store(slope * gelu, gateUpSlopes + hidden + i);
            }
        }
    }

    // σ(v), without an exponential that could overflow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Share(TLanes gate)
    {
        TLanes one = TLanes.Broadcast(1), z = Clamped(gate);
        TLanes inner = z * TLanes.MultiplyAdd(z * z, TLanes.Broadcast(Cubic), TLanes.Broadcast(Slope));
        TLanes power = Exponential<TLanes>.OfNonPositive(-TLanes.Abs(inner));
        return TLanes.SelectLess(inner, TLanes.Zero, power, one) / (one + power);
    }

    // Beyond ±1000 the share is 0 or 1 and its slope 0; the cube would overflow. A NaN stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Clamped(TLanes gate)
    {
        TLanes most = TLanes.Broadcast(1000);
        TLanes above = TLanes.SelectLess(most, gate, most, gate);
        return TLanes.SelectLess(above, -most, -most, above);
    }
}
