namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// A primal-dual interior-point method for a <see cref="QuadraticProgram"/>. It starts strictly inside every row and stays there, so no slack variables and no
/// filter are needed. One object serves one program shape at a time and is not thread-safe; it allocates only when the shape grows.
/// </summary>
/// <remarks>
/// Each Newton step solves (−Σ λ∇²g + Jᵀ(λ/g)J + δI) Δz = c + Jᵀ(µ/g) with the least δ that makes the matrix positive definite. Along a step every row is a
/// parabola, so the longest step inside and the barrier function are found without further evaluations. The barrier parameter µ follows Fiacco and McCormick;
/// constants as in Wächter and Biegler 2006, sections 2 and 3.
/// </remarks>
internal sealed class InteriorPoint
{
    private const double BoundaryFraction = 0.995;
    private const double Armijo = 1e-4;
    private const double BarrierTolerance = 10;
    private const double DualSafeguard = 1e10;
    private const double FirstShift = 1e-4;
    private const double LeastShift = 1e-13;
    private const double MostShift = 1e3; // of the largest diagonal entry, as the other one below
    private const double LeastStartingShift = 1e-12;
    private const int MostHalvings = 25;

    private double[] _g = [], _ahead = [], _along = [], _bend = [], _weights = [], _jacobian = [], _right = [], _trial = [];
    private SquareMatrix _matrix = new(1), _factor = new(1);
    private double _shift;

    /// <summary>λ after <see cref="Run"/>, shape [M] or longer.</summary>
    public double[] Multipliers { get; private set; } = [];

    /// <summary>g after <see cref="Run"/>, shape [M] or longer.</summary>
    public ReadOnlySpan<double> Slacks => _g;

    /// <summary>Newton steps taken so far by this object: its measure of work.</summary>
    public long Steps { get; private set; }

    /// <summary>Improves a point. Stops at the last barrier, after the steps allowed, or where no step helps.</summary>
    /// <param name="program">What to maximise.</param>
    /// <param name="z">Start, strictly inside every row; receives the result, inside too. Shape [N].</param>
    /// <param name="barriers">First and last µ.</param>
    /// <param name="mostSteps">Newton steps allowed.</param>
    /// <param name="giveUpBelow">Stops where even c·z + Mµ, the optimum's estimate, lies below this.</param>
    /// <returns>True where the last barrier's problem was solved.</returns>
    public bool Run(QuadraticProgram program, Span<double> z, (double First, double Last) barriers, int mostSteps, double giveUpBelow = double.NegativeInfinity)
    {
        Fit(program);
        int rows = program.Rows;
        Span<double> g = _g.AsSpan(0, rows), lambda = Multipliers.AsSpan(0, rows);
        program.Values(z, g);
        foreach (double value in g)
        {
            if (!(value > 0)) return false;
        }

        double barrier = barriers.First;
        for (int k = 0; k < rows; k++) lambda[k] = barrier / g[k];
        _shift = 0;
        for (int step = 0; step < mostSteps; step++)
        {
            program.Slopes(z, _jacobian);
            while (Fault(program, barrier) <= BarrierTolerance * barrier)
            {
                if (barrier <= barriers.Last) return true;
                if (program.Value(z) + (rows * barrier) < giveUpBelow) return false;
                barrier = Math.Max(barriers.Last, Math.Min(0.2 * barrier, barrier * Math.Sqrt(barrier)));
            }

            Steps++;
            if (!Direction(program, barrier) || !Advance(program, z, barrier)) return false;
        }

        return false;
    }

    /// <summary>
    /// The optimum's objective as seen from where <see cref="Run"/> stopped: c·z plus λg of the rows that look active, which is what the barrier still holds
    /// back. Its error falls with µ², that of c·z with µ.
    /// </summary>
    public double Estimate(QuadraticProgram program, ReadOnlySpan<double> z)
    {
        double value = program.Value(z);
        for (int k = 0; k < program.Rows; k++)
        {
            if (Multipliers[k] > _g[k]) value += Multipliers[k] * _g[k];
        }

        return value;
    }

    private void Fit(QuadraticProgram program)
    {
        if (_g.Length < program.Rows)
        {
            (_g, _ahead, _along) = (new double[program.Rows], new double[program.Rows], new double[program.Rows]);
            (_bend, _weights, Multipliers) = (new double[program.Rows], new double[program.Rows], new double[program.Rows]);
        }

        if (_jacobian.Length < program.Columns.Length) _jacobian = new double[program.Columns.Length];
        if (_matrix.Order == program.Variables) return;
        (_matrix, _factor) = (new SquareMatrix(program.Variables), new SquareMatrix(program.Variables));
        (_right, _trial) = (new double[program.Variables], new double[program.Variables]);
    }

    // Largest entry of the perturbed optimality conditions: c + Jᵀλ and λg − µ.
    private double Fault(QuadraticProgram program, double barrier)
    {
        program.Objective.CopyTo(_right, 0);
        double fault = 0;
        int[] starts = program.RowStarts, columns = program.Columns;
        for (int k = 0; k < program.Rows; k++)
        {
            double multiplier = Multipliers[k];
            fault = Math.Max(fault, Math.Abs((multiplier * _g[k]) - barrier));
            for (int e = starts[k]; e < starts[k + 1]; e++) _right[columns[e]] += multiplier * _jacobian[e];
        }

        for (int i = 0; i < program.Variables; i++) fault = Math.Max(fault, Math.Abs(_right[i]));
        return fault;
    }

    private bool Direction(QuadraticProgram program, double barrier)
    {
        int[] starts = program.RowStarts, columns = program.Columns;
        Span<double> cells = _matrix.Cells;
        int stride = _matrix.Stride;
        _matrix.Clear();
        for (int k = 0; k < program.Rows; k++) _weights[k] = -Multipliers[k];
        program.AddCurvature(_weights, _matrix);

        program.Objective.CopyTo(_right, 0);
        for (int k = 0; k < program.Rows; k++)
        {
            double weight = Multipliers[k] / _g[k], pull = barrier / _g[k];
            int last = starts[k + 1];
            for (int e = starts[k]; e < last; e++)
            {
                double slope = _jacobian[e], scaled = weight * slope;
                _right[columns[e]] += pull * slope;
                Span<double> row = cells.Slice(columns[e] * stride, stride);
                for (int f = e; f < last; f++) row[columns[f]] += scaled * _jacobian[f];
            }
        }

        if (!Factorise()) return false;
        _factor.Solve(_right);
        return true;
    }

    // The least shift that makes the matrix positive definite, found by growth.
    private bool Factorise()
    {
        double largest = 0;
        for (int i = 0; i < _matrix.Order; i++) largest = Math.Max(largest, Math.Abs(_matrix[i, i]));
        double shift = LeastShift * largest, tried = 0;
        while (shift <= MostShift * largest)
        {
            _factor.CopyFrom(_matrix);
            _factor.AddToDiagonal(shift);
            if (_factor.Factorise(LeastShift * largest * 0.01))
            {
                if (tried > 0) _shift = tried;
                return true;
            }

            tried = tried == 0 ? (_shift == 0 ? Math.Max(FirstShift, LeastStartingShift * largest) : Math.Max(LeastShift * largest * 10, _shift / 3)) : tried * (_shift == 0 ? 100 : 8);
            shift = tried;
        }

        return false;
    }

    private bool Advance(QuadraticProgram program, Span<double> z, double barrier)
    {
        int rows = program.Rows;
        int[] starts = program.RowStarts, columns = program.Columns;
        double dualLimit = 1, climb = program.Value(_right.AsSpan(0, program.Variables));
        for (int k = 0; k < rows; k++)
        {
            double along = 0;
            for (int e = starts[k]; e < starts[k + 1]; e++) along += _jacobian[e] * _right[columns[e]];
            _along[k] = along;
            climb += barrier * along / _g[k];
        }

        for (int i = 0; i < program.Variables; i++) _trial[i] = z[i] + _right[i];
        program.Values(_trial, _ahead);
        double limit = 1;
        for (int k = 0; k < rows; k++)
        {
            _bend[k] = _ahead[k] - _g[k] - _along[k];
            limit = Math.Min(limit, FirstCrossing(BoundaryFraction * _g[k], _along[k], _bend[k], limit));
            double change = (barrier / _g[k]) - Multipliers[k] - (Multipliers[k] / _g[k] * _along[k]);
            _weights[k] = change;
            if (change < 0) dualLimit = Math.Min(dualLimit, -BoundaryFraction * Multipliers[k] / change);
        }

        if (!(climb > 0) || !double.IsFinite(climb)) return false;
        double length = LineSearch(program, barrier, limit, climb);
        if (length == 0) return false;
        for (int i = 0; i < program.Variables; i++) z[i] += length * _right[i];
        program.Values(z, _g);
        for (int k = 0; k < rows; k++)
        {
            if (!(_g[k] > 0)) return false;
            double centred = barrier / _g[k], next = Multipliers[k] + (dualLimit * _weights[k]);
            Multipliers[k] = Math.Clamp(next, centred / DualSafeguard, centred * DualSafeguard);
        }

        return true;
    }

    private double LineSearch(QuadraticProgram program, double barrier, double limit, double climb)
    {
        double slope = program.Value(_right.AsSpan(0, program.Variables)), length = limit;
        Span<double> ratios = _ahead.AsSpan(0, program.Rows);
        for (int halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            for (int k = 0; k < ratios.Length; k++)
            {
                double ratio = 1 + (length * (_along[k] + (length * _bend[k])) / _g[k]);
                ratios[k] = Math.Max(ratio, 1e-3);
            }

            double gain = (slope * length) + (barrier * Logarithm.OfProduct(ratios));
            if (gain >= Armijo * length * climb) return length;
            if (halving == 0 && Math.Abs(climb) < 1e-13 * Math.Max(1, Math.Abs(slope))) return length; // below rounding
        }

        return 0;
    }

    // The first α in (0, most] where room + along·α + bend·α² is 0.
    private static double FirstCrossing(double room, double along, double bend, double most)
    {
        if (room + (most * Math.Min(along, 0)) + (most * most * Math.Min(bend, 0)) > 0) return most;
        double discriminant = (along * along) - (4 * bend * room);
        if (discriminant < 0) return most;
        double root = Math.Sqrt(discriminant), q = -0.5 * (along + (along >= 0 ? root : -root));
        double first = bend != 0 ? q / bend : double.PositiveInfinity, second = q != 0 ? room / q : double.PositiveInfinity;
        double least = Math.Min(first > 0 ? first : double.PositiveInfinity, second > 0 ? second : double.PositiveInfinity);
        return Math.Min(most, least);
    }
}
