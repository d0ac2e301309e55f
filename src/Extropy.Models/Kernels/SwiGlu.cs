using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>h = silu(gate) ∘ up with silu(z) = z σ(z). Source: Shazeer 2020, equation 5.</summary>
internal static unsafe class SwiGlu<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
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
                TLanes.Store(gate * Sigmoid(gate) * TLanes.Load(gateUp + hidden + i), output + i);
            }
        }
    }

    /// <summary>Replaces ∂L/∂h by h, which the way back needs once more, and writes ∂L/∂gate and ∂L/∂up.</summary>
    /// <remarks>silu′(z) = σ(z) (1 + z (1 − σ(z))).</remarks>
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
                TLanes sigmoid = Sigmoid(gate);
                TLanes silu = gate * sigmoid;
                TLanes.Store(silu * up, output + i);
                TLanes.Store(slope * up * (sigmoid * TLanes.MultiplyAdd(gate, one - sigmoid, one)), gateUpSlopes + i);
                TLanes.Store(slope * silu, gateUpSlopes + hidden + i);
            }
        }
    }

    // σ(z) = 1 / (1 + e⁻ᶻ) for z ≥ 0 and eᶻ / (1 + eᶻ) for z < 0: the exponential never overflows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sigmoid(TLanes z)
    {
        TLanes one = TLanes.Broadcast(1);
        TLanes power = Exponential<TLanes>.OfNonPositive(-TLanes.Abs(z));
        return TLanes.SelectLess(z, TLanes.Zero, power, one) / (one + power);
    }
}
