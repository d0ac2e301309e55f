using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Extropy.Core.Errors;

namespace Extropy.Models.Kernels;

/// <summary>Chooses among them.</summary>
internal static class InstructionSets
{
    /// <summary>The environment variable that forces one: avx512, avx2, vector128 or scalar.</summary>
    public const string Variable = "EXTROPY_SIMD";

    /// <summary>The widest that this processor runs.</summary>
    public static InstructionSet Widest =>
        IsSupported(InstructionSet.Avx512) ? InstructionSet.Avx512
        : IsSupported(InstructionSet.Avx2) ? InstructionSet.Avx2
        : IsSupported(InstructionSet.Vector128) ? InstructionSet.Vector128
        : InstructionSet.Scalar;

    /// <summary>Whether this processor runs it in hardware.</summary>
    public static bool IsSupported(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 => Vector512.IsHardwareAccelerated,
        InstructionSet.Avx2 => Vector256.IsHardwareAccelerated && Fma.IsSupported,
        InstructionSet.Vector128 => Vector128.IsHardwareAccelerated,
        _ => true,
    };

    /// <summary>The one that a setting asks for; the widest where nothing is set.</summary>
    /// <param name="setting">The value of <see cref="Variable"/>.</param>
    /// <exception cref="BadInputException">An unknown name, or one that this processor does not run.</exception>
    public static InstructionSet Parse(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return Widest;
        InstructionSet? named = setting switch
        {
            "avx512" => InstructionSet.Avx512,
            "avx2" => InstructionSet.Avx2,
            "vector128" => InstructionSet.Vector128,
            "scalar" => InstructionSet.Scalar,
            _ => null,
        };
        if (named is not { } set)
            throw new BadInputException($"{Variable} is '{setting}'; it may be avx512, avx2, vector128 or scalar, or unset for the fastest.");
        if (!IsSupported(set)) throw new BadInputException($"{Variable} is '{setting}', which this processor does not have; unset it for the fastest that it has.");
        return set;
    }
}
