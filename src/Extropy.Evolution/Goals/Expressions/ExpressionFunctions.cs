using System.Collections.Frozen;
using System.Globalization;
using Extropy.Models.Kernels;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>The functions of the language. All are pure; none sees anything but its arguments.</summary>
internal static class ExpressionFunctions
{
    private const int Any = int.MaxValue;

    private static readonly FrozenDictionary<string, Function> Known = new Dictionary<string, Function>
    {
        ["abs"] = Each(Math.Abs),
        ["sqrt"] = Each(x => x >= 0 ? Math.Sqrt(x) : throw new ExpressionFaultException("a root of a negative number")),
        ["exp"] = Each(Elementary.Exp),
        ["log"] = Each(x => x > 0 ? Elementary.Log(x) : throw new ExpressionFaultException("a logarithm of a number that is not positive")),
        ["floor"] = Each(Math.Floor),
        ["ceil"] = Each(Math.Ceiling),
        ["round"] = Each(x => Math.Round(x, MidpointRounding.ToEven)),
        ["min"] = Fold(numbers => Least(numbers)),
        ["max"] = Fold(numbers => Largest(numbers)),
        ["sum"] = Whole(Sum),
        ["mean"] = Whole(numbers => Sum(Filled(numbers)) / numbers.Length),
        ["var"] = Whole(Variance),
        ["std"] = Whole(numbers => Math.Sqrt(Variance(numbers))),
        ["median"] = Whole(numbers => Quantile(numbers, 0.5)),
        ["count"] = Whole(Count),
        ["any"] = Whole(numbers => Count(numbers) > 0 ? 1 : 0),
        ["all"] = Whole(numbers => Count(numbers) == numbers.Length ? 1 : 0),
        ["len"] = new Function(1, 1, values => GoalValue.Of((double)Listed(values[0], "len").Count)),
        ["sort"] = new Function(1, 1, values => GoalValue.List(Sorted(Listed(values[0], "sort").Numbers))),
        ["quantile"] = new Function(2, 2, values => GoalValue.Of(Quantile(Listed(values[0], "quantile").Numbers, One(values[1])))),
        ["clip"] = new Function(3, 3, values => Clipped(values[0], One(values[1]), One(values[2]))),
        ["dist"] = new Function(2, 2, values => GoalValue.Of(Distance(values[0], values[1]))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of all functions.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether there is a function of this name.</summary>
    public static bool Knows(string name) => Known.ContainsKey(name);

    /// <exception cref="ExpressionFaultException">Too many or too few arguments.</exception>
    public static void CheckCount(string name, int count)
    {
        Function function = Known[name];
        if (count < function.Least || count > function.Most)
            throw new ExpressionFaultException(string.Create(CultureInfo.InvariantCulture, $"'{name}' does not take {count} arguments"));
    }

    /// <summary>Calls a function.</summary>
    /// <exception cref="ExpressionFaultException">The arguments are out of its domain.</exception>
    public static GoalValue Call(string name, ReadOnlySpan<GoalValue> arguments) => Known[name].Of(arguments);

    /// <summary>Applies a rule to a number, or to every number of a list or table.</summary>
    public static GoalValue Map(GoalValue value, Func<double, double> rule)
    {
        if (value.IsNumber) return GoalValue.Of(rule(value.Number));
        var numbers = new double[value.Numbers.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = rule(value.Numbers[i]);
        return value.IsTable ? GoalValue.Table(numbers, value.Columns) : GoalValue.List(numbers);
    }

    /// <summary>A single number.</summary>
    public static double One(GoalValue value) => value.IsNumber ? value.Number : throw new ExpressionFaultException("a list stands where a number is expected");

    private static Function Each(Func<double, double> rule) => new(1, 1, values => Map(values[0], rule));

    private static Function Whole(Measure rule) => new(1, 1, values => GoalValue.Of(rule(Listed(values[0], "it").Numbers)));

    private static Function Fold(Measure rule) => new(1, Any, values =>
    {
        if (values.Length == 1) return GoalValue.Of(rule(Filled(Listed(values[0], "it").Numbers)));
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = One(values[i]);
        return GoalValue.Of(rule(numbers));
    });

    private static GoalValue Listed(GoalValue value, string what) =>
        value.IsNumber ? throw new ExpressionFaultException($"a number stands where {(what == "it" ? "a list" : $"the list of '{what}'")} is expected") : value;

    private static ReadOnlySpan<double> Filled(ReadOnlySpan<double> numbers) =>
        numbers.IsEmpty ? throw new ExpressionFaultException("an empty list has no such value") : numbers;

    private static double Sum(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        foreach (double number in numbers) sum += number;
        return sum;
    }

    private static double Count(ReadOnlySpan<double> numbers)
    {
        int count = 0;
        foreach (double number in numbers) count += number != 0 ? 1 : 0;
        return count;
    }

    private static double Least(ReadOnlySpan<double> numbers)
    {
        double least = numbers[0];
        foreach (double number in numbers) least = Math.Min(least, number);
        return least;
    }

    private static double Largest(ReadOnlySpan<double> numbers)
    {
        double largest = numbers[0];
        foreach (double number in numbers) largest = Math.Max(largest, number);
        return largest;
    }

    private static double Variance(ReadOnlySpan<double> numbers)
    {
        double mean = Sum(Filled(numbers)) / numbers.Length, sum = 0;
        foreach (double number in numbers) sum += (number - mean) * (number - mean);
        return sum / numbers.Length;
    }

    private static double[] Sorted(ReadOnlySpan<double> numbers)
    {
        double[] sorted = numbers.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Linear between the two nearest order statistics.</summary>
    private static double Quantile(ReadOnlySpan<double> numbers, double share)
    {
        if (!(share is >= 0 and <= 1)) throw new ExpressionFaultException("a quantile's share is a number from 0 to 1");
        double[] sorted = Sorted(Filled(numbers));
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }

    private static GoalValue Clipped(GoalValue value, double low, double high) =>
        low <= high ? Map(value, x => Math.Clamp(x, low, high)) : throw new ExpressionFaultException("the bounds of 'clip' are in the wrong order");

    private static double Distance(GoalValue one, GoalValue other)
    {
        if (one.Columns != 1 || other.Columns != 1 || one.Count != other.Count) throw new ExpressionFaultException("'dist' takes two rows of equal length");
        double sum = 0;
        for (int i = 0; i < one.Count; i++)
        {
            double difference = one.Numbers[i] - other.Numbers[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }

    private delegate double Measure(ReadOnlySpan<double> numbers);

    private delegate GoalValue Rule(ReadOnlySpan<GoalValue> arguments);

    private sealed record Function(int Least, int Most, Rule Of);
}
