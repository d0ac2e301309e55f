namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Minus, or not.</summary>
internal sealed record UnaryNode(string Operator, ExpressionNode Operand) : ExpressionNode;
