using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>y = g ∘ x / √(mean x² + ε), row by row. Source: Zhang and Sennrich 2019, equation 4.</summary>
/// <remarks>The sum of squares runs in sixteen lanes (element i adds into lane i mod 16), joined by the fixed tree of <see cref="ILanes{TSelf}.Sum"/>.</remarks>
internal static unsafe class RmsNorm<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Writes y.</summary>
    /// <param name="x">Shape [rows, width].</param>
    /// <param name="gain">g, shape [width].</param>
    /// <param name="y">Receives shape [rows, width]; may be x.</param>
    /// <param name="rows">Any number.</param>
    /// <param name="width">A multiple of 16.</param>
    /// <param name="epsilon">ε.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* x, float* gain, float* y, int rows, int width, float epsilon)
    {
        for (int row = 0; row < rows; row++, x += width, y += width)
        {
            TLanes inverse = TLanes.Broadcast(InverseRoot(x, width, epsilon));
            for (int i = 0; i < width; i += 16) TLanes.Store(TLanes.Load(x + i) * inverse * TLanes.Load(gain + i), y + i);
        }
    }

    /// <summary>Adds ∂L/∂x to <paramref name="dx"/> and ∂L/∂g to <paramref name="gainGradient"/>.</summary>
    /// <remarks>With s = 1 / √(mean x² + ε) and u = g ∘ dy: dx = s u − x s³ mean(u ∘ x), dg = Σ over rows of dy ∘ x s.</remarks>
    /// <param name="x">Shape [rows, width], as given to <see cref="Forward"/>.</param>
    /// <param name="gain">g, shape [width].</param>
    /// <param name="dy">∂L/∂y, shape [rows, width].</param>
    /// <param name="dx">Shape [rows, width].</param>
    /// <param name="gainGradient">Shape [width].</param>
    /// <param name="rows">Any number.</param>
    /// <param name="width">A multiple of 16.</param>
    /// <param name="epsilon">ε.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* x, float* gain, float* dy, float* dx, float* gainGradient, int rows, int width, float epsilon)
    {
        for (int row = 0; row < rows; row++, x += width, dy += width, dx += width)
        {
            float inverse = InverseRoot(x, width, epsilon);
            TLanes product = TLanes.Zero;
            for (int i = 0; i < width; i += 16)
                product = TLanes.MultiplyAdd(TLanes.Load(dy + i) * TLanes.Load(gain + i), TLanes.Load(x + i), product);

            float along = TLanes.Sum(product) / width * inverse * inverse * inverse;
            TLanes scale = TLanes.Broadcast(inverse), back = TLanes.Broadcast(-along);
            for (int i = 0; i < width; i += 16)
            {
                TLanes input = TLanes.Load(x + i), slope = TLanes.Load(dy + i);
                TLanes sum = TLanes.MultiplyAdd(slope * TLanes.Load(gain + i), scale, TLanes.Load(dx + i));
                TLanes.Store(TLanes.MultiplyAdd(input, back, sum), dx + i);
                TLanes.Store(TLanes.MultiplyAdd(slope, input * scale, TLanes.Load(gainGradient + i)), gainGradient + i);
            }
        }
    }

    // 1 / √(mean x² + ε): division and square root are exactly rounded everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float InverseRoot(float* x, int width, float epsilon)
    {
        TLanes squares = TLanes.Zero;
        for (int i = 0; i < width; i += 16) squares = TLanes.MultiplyAdd(TLanes.Load(x + i), TLanes.Load(x + i), squares);
        return 1 / MathF.Sqrt(TLanes.Sum(squares) / width + epsilon);
    }
}
