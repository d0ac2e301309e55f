namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Arithmetic, a comparison, and, or.</summary>
internal sealed record BinaryNode(string Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;
