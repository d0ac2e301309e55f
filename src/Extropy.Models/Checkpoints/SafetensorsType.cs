namespace Extropy.Models.Checkpoints;

/// <summary>Element types of the safetensors format, named as in its headers. Only the floating ones of 2 and 4 bytes can be read as weights.</summary>
public enum SafetensorsType
{
    /// <summary>IEEE 754 single precision: what is written when nothing else is asked.</summary>
    F32,

    /// <summary>IEEE 754 half precision; widened exactly when read.</summary>
    F16,

    /// <summary>The upper half of a single; widened exactly when read, written when asked.</summary>
    BF16,

    /// <summary>IEEE 754 double precision; not read.</summary>
    F64,

    /// <summary>64-bit integer; not read.</summary>
    I64,

    /// <summary>64-bit integer without sign; not read.</summary>
    U64,

    /// <summary>32-bit integer; not read.</summary>
    I32,

    /// <summary>32-bit integer without sign; not read.</summary>
    U32,

    /// <summary>16-bit integer; not read.</summary>
    I16,

    /// <summary>16-bit integer without sign; not read.</summary>
    U16,

    /// <summary>8-bit integer; not read.</summary>
    I8,

    /// <summary>8-bit integer without sign; not read.</summary>
    U8,

    /// <summary>One byte, 0 or 1; not read.</summary>
    BOOL,
}
