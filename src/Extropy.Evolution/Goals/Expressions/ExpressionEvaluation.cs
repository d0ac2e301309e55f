using System.Collections.Immutable;
using System.Globalization;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>One evaluation of an expression. Every operation on a number is a step, and steps are limited.</summary>
/// <param name="variables">The candidate's output.</param>
internal sealed class ExpressionEvaluation(ImmutableSortedDictionary<string, GoalValue> variables)
{
    private readonly List<(string Name, double Value)> _indices = [];
    private readonly HashSet<string> _scanned = new(StringComparer.Ordinal);
    private int _steps;

    /// <summary>The value of an expression.</summary>
    /// <exception cref="ExpressionFaultException">It has none, or costs too much.</exception>
    public GoalValue Of(ExpressionNode node)
    {
        Spend(1);
        GoalValue value = node switch
        {
            NumberNode number => GoalValue.Of(number.Value),
            NameNode name => Named(name.Name),
            UnaryNode { Operator: "not" } not => GoalValue.Of(Truth(not.Operand) ? 0.0 : 1.0),
            UnaryNode minus => Mapped(Of(minus.Operand), static x => -x),
            BinaryNode { Operator: "and" } both => GoalValue.Of(Truth(both.Left) && Truth(both.Right)),
            BinaryNode { Operator: "or" } either => GoalValue.Of(Truth(either.Left) || Truth(either.Right)),
            BinaryNode binary => Combined(binary.Operator, Of(binary.Left), Of(binary.Right)),
            CallNode call => Called(call),
            IndexNode index => Indexed(index),
            ListNode list => Listed(list),
            ComprehensionNode all => Comprehended(all),
            _ => throw new ExpressionFaultException("it holds something unknown"),
        };
        if (node is NameNode known && !value.IsNumber && !_scanned.Add(known.Name)) return value; // a variable is looked through once
        if (!value.IsNumber) Spend(value.Numbers.Length);
        return IsFinite(value) ? value : throw new ExpressionFaultException("something in it is not finite");
    }

    /// <summary>Nothing that is not finite is compared or negated: a comparison would hide it.</summary>
    private static bool IsFinite(GoalValue value)
    {
        if (value.IsNumber) return double.IsFinite(value.Number);
        foreach (double number in value.Numbers)
        {
            if (!double.IsFinite(number)) return false;
        }

        return true;
    }

    private void Spend(int steps)
    {
        _steps += steps;
        if (_steps > ExpressionLimits.Steps)
            throw new ExpressionFaultException(string.Create(CultureInfo.InvariantCulture, $"it takes more than {ExpressionLimits.Steps} steps"));
    }

    private bool Truth(ExpressionNode node) => ExpressionFunctions.One(Of(node)) != 0;

    private GoalValue Named(string name)
    {
        for (int i = _indices.Count - 1; i >= 0; i--)
        {
            if (_indices[i].Name == name) return GoalValue.Of(_indices[i].Value);
        }

        return variables.TryGetValue(name, out GoalValue value) ? value : throw new ExpressionFaultException($"'{name}' is no name of this problem here");
    }

    private GoalValue Mapped(GoalValue value, Func<double, double> rule)
    {
        Spend(value.Numbers.Length);
        return ExpressionFunctions.Map(value, rule);
    }

    private GoalValue Combined(string sign, GoalValue left, GoalValue right)
    {
        Func<double, double, double> rule = RuleOf(sign);
        if (left.IsNumber && right.IsNumber) return GoalValue.Of(rule(left.Number, right.Number));
        if (left.IsNumber) return Mapped(right, x => rule(left.Number, x));
        if (right.IsNumber) return Mapped(left, x => rule(x, right.Number));
        if (left.Columns != right.Columns || left.Count != right.Count) throw new ExpressionFaultException($"'{sign}' joins lists of different shapes");
        Spend(left.Numbers.Length);
        var numbers = new double[left.Numbers.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = rule(left.Numbers[i], right.Numbers[i]);
        return left.IsTable ? GoalValue.Table(numbers, left.Columns) : GoalValue.List(numbers);
    }

    private static Func<double, double, double> RuleOf(string sign) => sign switch
    {
        "+" => static (a, b) => a + b,
        "-" => static (a, b) => a - b,
        "*" => static (a, b) => a * b,
        "/" => static (a, b) => b != 0 ? a / b : throw new ExpressionFaultException("a division by zero"),
        "%" => static (a, b) => b != 0 ? a - (b * Math.Floor(a / b)) : throw new ExpressionFaultException("a remainder of a division by zero"),
        "**" => Power,
        "<" => static (a, b) => a < b ? 1 : 0,
        "<=" => static (a, b) => a <= b ? 1 : 0,
        ">" => static (a, b) => a > b ? 1 : 0,
        ">=" => static (a, b) => a >= b ? 1 : 0,
        "==" => static (a, b) => a == b ? 1 : 0,
        _ => static (a, b) => a != b ? 1 : 0,
    };

    /// <summary>Whole exponents by repeated squaring and halves by a root: the same bits on every machine.</summary>
    private static double Power(double number, double exponent)
    {
        double halves = 2 * exponent;
        if (halves != Math.Floor(halves) || Math.Abs(exponent) > ExpressionLimits.Exponent)
            throw new ExpressionFaultException($"an exponent is whole or half and at most {ExpressionLimits.Exponent}");
        bool isHalf = exponent != Math.Floor(exponent);
        if (number < 0 && isHalf) throw new ExpressionFaultException("a root of a negative number");
        if (number == 0 && exponent < 0) throw new ExpressionFaultException("a division by zero");
        double square = number, power = isHalf ? Math.Sqrt(number) : 1;
        for (int left = (int)Math.Abs(exponent); left > 0; left >>= 1, square *= square)
        {
            if ((left & 1) == 1) power *= square;
        }

        return exponent < 0 ? 1 / power : power;
    }

    private GoalValue Called(CallNode call)
    {
        var arguments = new GoalValue[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Of(call.Arguments[i]);
            Spend(arguments[i].Numbers.Length);
        }

        return ExpressionFunctions.Call(call.Function, arguments);
    }

    private GoalValue Indexed(IndexNode node)
    {
        GoalValue value = Of(node.Of);
        if (value.IsNumber) throw new ExpressionFaultException("a number has no parts");
        int row = Place(ExpressionFunctions.One(Of(node.Row)), value.Count);
        if (node.Column is null)
            return value.IsTable ? GoalValue.List(value.Numbers.Slice(row * value.Columns, value.Columns).ToArray()) : GoalValue.Of(value.Numbers[row]);
        if (!value.IsTable) throw new ExpressionFaultException("a list has no columns");
        return GoalValue.Of(value.Numbers[(row * value.Columns) + Place(ExpressionFunctions.One(Of(node.Column)), value.Columns)]);
    }

    /// <summary>Places count from 0, negative ones from the end.</summary>
    private static int Place(double index, int count)
    {
        if (index != Math.Floor(index)) throw new ExpressionFaultException("an index is a whole number");
        double place = index < 0 ? index + count : index;
        return place >= 0 && place < count
            ? (int)place
            : throw new ExpressionFaultException(string.Create(CultureInfo.InvariantCulture, $"there is no index {index} among {count}"));
    }

    private GoalValue Listed(ListNode list)
    {
        var numbers = new double[list.Items.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = ExpressionFunctions.One(Of(list.Items[i]));
        return GoalValue.List(numbers);
    }

    private GoalValue Comprehended(ComprehensionNode node)
    {
        double bound = ExpressionFunctions.One(Of(node.Bound));
        if (!(bound >= 0 && bound == Math.Floor(bound))) throw new ExpressionFaultException("indices run up to a whole number that is not negative");
        List<double> numbers = [];
        for (double i = 0; i < bound; i++)
        {
            Spend(1);
            _indices.Add((node.First, i));
            if (node.Second is null)
            {
                Add(node, numbers);
            }
            else
            {
                for (double j = i + 1; j < bound; j++)
                {
                    _indices.Add((node.Second, j));
                    Add(node, numbers);
                    _indices.RemoveAt(_indices.Count - 1);
                }
            }

            _indices.RemoveAt(_indices.Count - 1);
        }

        return GoalValue.List([.. numbers]);
    }

    private void Add(ComprehensionNode node, List<double> numbers)
    {
        Spend(1);
        if (node.Filter is null || Truth(node.Filter)) numbers.Add(ExpressionFunctions.One(Of(node.Body)));
    }
}
