namespace Extropy.Evolution.Goals.Expressions;

/// <summary>A parsed expression.</summary>
internal abstract record ExpressionNode;
