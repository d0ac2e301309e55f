namespace Extropy.Evolution.Goals.Expressions;

/// <summary>What a goal expression computes with: a number, or a table of numbers. Truth is 1, falsehood 0.</summary>
public readonly struct GoalValue
{
    private readonly double[]? _numbers;

    private GoalValue(double number, double[]? numbers, int columns) => (Number, _numbers, Columns) = (number, numbers, columns);

    /// <summary>The number; meaningless for a table.</summary>
    public double Number { get; }

    /// <summary>0 for a number, 1 for a list, more for a table of rows.</summary>
    public int Columns { get; }

    /// <summary>True for a single number.</summary>
    public bool IsNumber => _numbers is null;

    /// <summary>True for a table with more than one column.</summary>
    public bool IsTable => Columns > 1;

    /// <summary>Rows of a table, numbers of a list; 0 for a number.</summary>
    public int Count => _numbers is null ? 0 : _numbers.Length / Columns;

    /// <summary>All numbers, row after row.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>A number.</summary>
    public static GoalValue Of(double number) => new(number, null, 0);

    /// <summary>1 or 0.</summary>
    public static GoalValue Of(bool isTrue) => Of(isTrue ? 1.0 : 0.0);

    /// <summary>A list. The numbers are not copied.</summary>
    public static GoalValue List(double[] numbers) => new(0, numbers, 1);

    /// <summary>A table. The numbers are not copied.</summary>
    /// <param name="numbers">Shape [rows × columns], row after row.</param>
    /// <param name="columns">At least 2.</param>
    public static GoalValue Table(double[] numbers, int columns) => new(0, numbers, columns);
}
