namespace Extropy.Evolution.Goals.Expressions;

/// <summary>A variable of the candidate's output, or an index of a comprehension around it.</summary>
internal sealed record NameNode(string Name) : ExpressionNode;
