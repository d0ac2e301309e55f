using System.Collections.Immutable;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Numbers written out.</summary>
internal sealed record ListNode(ImmutableArray<ExpressionNode> Items) : ExpressionNode;
