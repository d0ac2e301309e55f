namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Leaves parsing or evaluating; never leaves <see cref="GoalExpression"/>.</summary>
/// <param name="message">One sentence without its full stop.</param>
internal sealed class ExpressionFaultException(string message) : Exception(message);
