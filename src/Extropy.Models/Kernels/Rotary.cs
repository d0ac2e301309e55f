using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>
/// Rotary position embedding: the pair (xᵢ, xᵢ₊ₕ) of a head, h half its size, is turned by position · base^(−i/h). Source: Su et al. 2021,
/// equation 34, with the pairing of Hugging Face's Llama (i with i + h, not 2i with 2i + 1).
/// </summary>
internal static unsafe class Rotary<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Turns neighbouring heads of one row in place.</summary>
    /// <param name="x">Shape [heads, headSize].</param>
    /// <param name="cosines">cos of this position's angles, shape [headSize / 2].</param>
    /// <param name="sines">sin of them; negative of them to turn back, as the backward pass does.</param>
    /// <param name="heads">How many heads.</param>
    /// <param name="headSize">A multiple of 32.</param>
    /// <param name="direction">+1 to turn, −1 to turn back.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(float* x, float* cosines, float* sines, int heads, int headSize, float direction)
    {
        int half = headSize / 2;
        TLanes sign = TLanes.Broadcast(direction);
        for (int head = 0; head < heads; head++, x += headSize)
        {
            for (int i = 0; i < half; i += 16)
            {
                TLanes cos = TLanes.Load(cosines + i), sin = TLanes.Load(sines + i) * sign;
                TLanes first = TLanes.Load(x + i), second = TLanes.Load(x + half + i);
                TLanes.Store(TLanes.MultiplyAdd(first, cos, -(second * sin)), x + i);
                TLanes.Store(TLanes.MultiplyAdd(second, cos, first * sin), x + half + i);
            }
        }
    }
}
