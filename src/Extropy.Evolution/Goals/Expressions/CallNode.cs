using System.Collections.Immutable;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>A function of the fixed set.</summary>
internal sealed record CallNode(string Function, ImmutableArray<ExpressionNode> Arguments) : ExpressionNode;
