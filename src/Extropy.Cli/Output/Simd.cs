using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Extropy.Cli.Output;

/// <summary>Which vector instructions this machine offers.</summary>
internal static class Simd
{
    /// <summary>The widest path the kernels can take here.</summary>
    public static string Best =>
        Avx512F.IsSupported ? "AVX-512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2"
        : Vector128.IsHardwareAccelerated ? "Vector128"
        : "scalar";
}
