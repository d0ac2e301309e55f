using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Extropy.Cli.Output;

/// <summary>Which vector instructions the kernels use here.</summary>
internal static class Simd
{
    private const string Variable = "EXTROPY_SIMD";

    /// <summary>The path that was forced, or else the widest.</summary>
    public static string InUse =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } forced ? $"{forced}, as {Variable} says" : Best;

    private static string Best =>
        Avx512F.IsSupported ? "AVX-512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2"
        : Vector128.IsHardwareAccelerated ? "Vector128"
        : "scalar";
}
