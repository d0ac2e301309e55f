namespace Extropy.Evolution.Goals.Expressions;

/// <summary>A number of a list, a row or a number of a table.</summary>
internal sealed record IndexNode(ExpressionNode Of, ExpressionNode Row, ExpressionNode? Column) : ExpressionNode;
