namespace Extropy.Models.Kernels;

/// <summary>Where the sums of a matrix product begin.</summary>
internal enum ProductStart
{
    /// <summary>At 0; what C held is overwritten.</summary>
    Zero,

    /// <summary>At what C holds: the chain of multiply-adds goes on where an earlier product stopped.</summary>
    Continue,

    /// <summary>At 0; what C held is added after the last product (a residual connection).</summary>
    AddAfter,
}
