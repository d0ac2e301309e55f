namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// Maximise c·z subject to rows g(z) ≥ 0, each a quadratic function of a few variables. Every geometric problem here has this form, for example
/// (xᵢ − xⱼ)² + (yᵢ − yⱼ)² − (rᵢ + rⱼ)² ≥ 0 for two circles.
/// </summary>
internal abstract class QuadraticProgram
{
    private readonly List<int> _starts = [0];
    private readonly List<int> _columns = [];

    /// <param name="variables">N, at least 1.</param>
    protected QuadraticProgram(int variables)
    {
        Variables = variables;
        Objective = new double[variables];
    }

    /// <summary>N.</summary>
    public int Variables { get; }

    /// <summary>M.</summary>
    public int Rows => RowStarts.Length - 1;

    /// <summary>c, shape [N].</summary>
    public double[] Objective { get; }

    /// <summary>Where the entries of each row of the Jacobian begin, shape [M + 1].</summary>
    public int[] RowStarts { get; private set; } = [0];

    /// <summary>The variable of each entry, ascending within a row.</summary>
    public int[] Columns { get; private set; } = [];

    /// <summary>g(z).</summary>
    /// <param name="z">Shape [N].</param>
    /// <param name="g">Receives shape [M].</param>
    public abstract void Values(ReadOnlySpan<double> z, Span<double> g);

    /// <summary>∂g/∂z, entry by entry as <see cref="Columns"/> says.</summary>
    public abstract void Slopes(ReadOnlySpan<double> z, Span<double> entries);

    /// <summary>Adds Σ wₖ ∇²gₖ to the upper triangle of a matrix; the second derivatives are constants.</summary>
    /// <param name="weights">Shape [M].</param>
    /// <param name="matrix">At least [N, N].</param>
    public abstract void AddCurvature(ReadOnlySpan<double> weights, SquareMatrix matrix);

    /// <summary>c·z.</summary>
    public double Value(ReadOnlySpan<double> z)
    {
        double sum = 0;
        for (int i = 0; i < Variables; i++) sum += Objective[i] * z[i];
        return sum;
    }

    /// <summary>Declares the next row by its variables, ascending.</summary>
    protected void Declare(params ReadOnlySpan<int> columns)
    {
        _columns.AddRange(columns);
        _starts.Add(_columns.Count);
    }

    /// <summary>Ends the declarations.</summary>
    protected void Seal()
    {
        RowStarts = [.. _starts];
        Columns = [.. _columns];
    }
}
