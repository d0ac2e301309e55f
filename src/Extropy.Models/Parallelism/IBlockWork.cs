namespace Extropy.Models.Parallelism;

/// <summary>Work over numbered items (rows, numbers, layers) that a <see cref="WorkCrew"/> cuts into blocks. Usually a <c>ref struct</c> of spans.</summary>
/// <remarks>Blocks run at the same time and in any order: each may write only what belongs to its own items, and its results must not depend on
/// how the items were cut. What is joined over items (a sum) is written per item or per block and joined afterwards, in their order.</remarks>
public interface IBlockWork
{
    /// <summary>Does items start … start + count − 1.</summary>
    /// <param name="start">The first item of the block, a multiple of the block length.</param>
    /// <param name="count">Items of the block; fewer than the block length only in the last.</param>
    void Do(int start, int count);
}
