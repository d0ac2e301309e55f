using System.Collections.Immutable;

namespace Extropy.Models.Decoding;

/// <summary>One named tensor inside the buffer of a <see cref="ParameterSet"/>.</summary>
/// <param name="Name">As Hugging Face's Llama names it.</param>
/// <param name="Shape">Sizes, outermost first; matrices are [outputs, inputs].</param>
/// <param name="Offset">The first element's place in the buffer.</param>
public sealed record ParameterTensor(string Name, ImmutableArray<int> Shape, int Offset)
{
    /// <summary>How many elements.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);
}
