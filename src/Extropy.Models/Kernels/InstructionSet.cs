namespace Extropy.Models.Kernels;

/// <summary>The registers that the kernels are compiled for. Every one returns the same bits; they differ in speed.</summary>
internal enum InstructionSet
{
    /// <summary>One lane after another.</summary>
    Scalar,

    /// <summary>Four lanes a register.</summary>
    Vector128,

    /// <summary>Eight lanes a register.</summary>
    Avx2,

    /// <summary>Sixteen lanes a register.</summary>
    Avx512,
}
