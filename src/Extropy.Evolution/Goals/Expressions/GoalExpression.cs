using System.Collections.Immutable;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>
/// One goal over a candidate's output, as text: arithmetic, comparisons, and, or, not, functions over lists, indexing, and comprehensions over an index
/// (<c>x for i in range(n)</c>) or pairs of indices (<c>x for i, j in pairs(n)</c>, i &lt; j). Nothing of it is ever run as code of the host: it is parsed within
/// limits and evaluated within a number of steps. Thread-safe.
/// </summary>
public sealed class GoalExpression
{
    private readonly ExpressionNode? _node;

    private GoalExpression(string text, ExpressionNode? node, string? fault) => (Text, _node, Fault) = (text, node, fault);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Why it is no expression, in one sentence, or null. Every reading of it is then 0.</summary>
    public string? Fault { get; }

    /// <summary>The names of all functions, in order.</summary>
    public static IEnumerable<string> Functions => ExpressionFunctions.Names;

    /// <summary>Reads a text. Never throws on its content.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="names">Names of the problem's variables; see <see cref="GoalVariables.Names"/>.</param>
    public static GoalExpression Read(string text, IEnumerable<string> names)
    {
        try
        {
            return new GoalExpression(text, ExpressionParser.Parse(text, names), null);
        }
        catch (ExpressionFaultException fault)
        {
            return new GoalExpression(text, null, $"The expression cannot be read: {fault.Message}.");
        }
    }

    /// <summary>How far an output meets the goal: the value clipped to [0, 1]; 0 with the reason where there is none.</summary>
    /// <param name="variables">The output by name.</param>
    public GoalReading Of(ImmutableSortedDictionary<string, GoalValue> variables) =>
        ValueOf(variables, out string? fault) is { } value ? new GoalReading(Math.Clamp(value, 0, 1)) : new GoalReading(0, fault);

    /// <summary>The value before clipping, finite; null with the reason where there is none.</summary>
    internal double? ValueOf(ImmutableSortedDictionary<string, GoalValue> variables, out string? fault)
    {
        fault = Fault;
        if (_node is null) return null;
        try
        {
            GoalValue value = new ExpressionEvaluation(variables).Of(_node);
            if (value.IsNumber && double.IsFinite(value.Number)) return value.Number;
            fault = value.IsNumber ? "The expression has no finite value." : "The expression gives a list where a number is expected.";
        }
        catch (ExpressionFaultException reason)
        {
            fault = $"The expression has no value: {reason.Message}.";
        }

        return null;
    }
}
