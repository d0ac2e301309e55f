namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Body for every index below a bound, or for every pair of such indices with the first smaller, where the filter holds.</summary>
/// <param name="Body">A number.</param>
/// <param name="First">The index.</param>
/// <param name="Second">The second index of pairs, or null.</param>
/// <param name="Bound">Indices run from 0 to below it.</param>
/// <param name="Filter">A condition, or null.</param>
internal sealed record ComprehensionNode(
    ExpressionNode Body, string First, string? Second, ExpressionNode Bound, ExpressionNode? Filter) : ExpressionNode;
