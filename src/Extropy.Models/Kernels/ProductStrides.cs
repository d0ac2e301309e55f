namespace Extropy.Models.Kernels;

/// <summary>
/// Where the elements of A, B and C stand, in floats. Strides let one kernel serve packed weights, pages of keys and values, and the
/// transposed products of the backward pass.
/// </summary>
/// <param name="ARow">From A[m, k] to A[m + 1, k].</param>
/// <param name="AStep">From A[m, k] to A[m, k + 1].</param>
/// <param name="BGroup">From B[k, n] to B[k, n + 16]. Within a group of sixteen the columns are neighbours.</param>
/// <param name="BStep">From B[k, n] to B[k + 1, n].</param>
/// <param name="CRow">From C[m, n] to C[m + 1, n]; the columns of C are neighbours.</param>
internal readonly record struct ProductStrides(nint ARow, nint AStep, nint BGroup, nint BStep, nint CRow);
