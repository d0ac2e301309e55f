namespace Extropy.Evolution.Goals.Expressions;

/// <summary>A number.</summary>
internal sealed record NumberNode(double Value) : ExpressionNode;
