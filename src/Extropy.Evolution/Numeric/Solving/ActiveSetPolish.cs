namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// Newton's method on the optimality conditions of a <see cref="QuadraticProgram"/> with the rows that hold at the optimum taken as equations: from an
/// interior-point result to the last bits in a few steps.
/// </summary>
/// <remarks>
/// Unknowns are z and the multipliers λ of the active rows; equations c + Jᵀλ = 0 and g = 0. Free motions (a layout that may be shifted, a loose object) and
/// dependent rows make the matrix singular, so a shift of 10⁻¹¹ stands on its diagonal; it changes the steps, not where they end.
/// </remarks>
internal static class ActiveSetPolish
{
    private const double Shift = 1e-11;
    private const int MostSteps = 8;

    /// <summary>Polishes in place, or leaves the point alone where that makes it worse.</summary>
    /// <param name="program">What is maximised.</param>
    /// <param name="z">An interior-point result; receives the polished point. Shape [N].</param>
    /// <param name="multipliers">λ of the result; receives the polished ones, 0 for rows that do not hold. Shape [M].</param>
    /// <param name="slacks">g of the result, shape [M].</param>
    /// <returns>The largest entry of the optimality conditions at the point returned; ∞ where it was left alone.</returns>
    public static double Run(QuadraticProgram program, Span<double> z, Span<double> multipliers, ReadOnlySpan<double> slacks)
    {
        List<int> active = [];
        for (int k = 0; k < program.Rows; k++)
        {
            if (multipliers[k] > slacks[k]) active.Add(k);
        }

        State state = State.At(program, z, [.. active], multipliers);
        double fault = state.Fault();
        State best = state;
        for (int step = 0; step < MostSteps && fault > 0; step++)
        {
            if (state.Next() is not { } next) break;
            double after = next.Fault();
            if (!(after < fault)) break;
            (state, best, fault) = (next, next, after);
        }

        if (!best.IsNoWorseThan(z)) return double.PositiveInfinity;
        best.CopyTo(z, multipliers);
        return fault;
    }

    private sealed class State
    {
        private const double LeastGain = 1e-7; // polishing may not lose more of the objective than the barrier can explain

        private readonly QuadraticProgram _program;
        private readonly double[] _z;
        private readonly int[] _active;
        private readonly double[] _lambda;
        private readonly double[] _g;
        private readonly double[] _jacobian;
        private readonly double[] _residual;

        private State(QuadraticProgram program, double[] z, int[] active, double[] lambda)
        {
            (_program, _z, _active, _lambda) = (program, z, active, lambda);
            (_g, _jacobian) = (new double[program.Rows], new double[program.Columns.Length]);
            _residual = new double[program.Variables + active.Length];
        }

        public static State At(QuadraticProgram program, ReadOnlySpan<double> z, int[] active, ReadOnlySpan<double> multipliers)
        {
            double[] lambda = new double[active.Length];
            for (int a = 0; a < active.Length; a++) lambda[a] = multipliers[active[a]];
            State state = new(program, z.ToArray(), active, lambda);
            state.Evaluate();
            return state;
        }

        public double Fault()
        {
            double fault = 0;
            foreach (double entry in _residual) fault = Math.Max(fault, Math.Abs(entry));
            return double.IsFinite(fault) ? fault : double.PositiveInfinity;
        }

        public State? Next()
        {
            int n = _program.Variables, order = n + _active.Length;
            double[] matrix = new double[order * order];
            double[] weights = new double[_program.Rows];
            for (int a = 0; a < _active.Length; a++) weights[_active[a]] = _lambda[a];
            SquareMatrix curvature = new(n);
            _program.AddCurvature(weights, curvature);
            for (int i = 0; i < n; i++)
            {
                for (int j = i; j < n; j++) matrix[(i * order) + j] = matrix[(j * order) + i] = curvature[i, j];
                matrix[(i * order) + i] -= Shift;
            }

            for (int a = 0; a < _active.Length; a++)
            {
                int row = n + a;
                matrix[(row * order) + row] = Shift;
                for (int e = _program.RowStarts[_active[a]]; e < _program.RowStarts[_active[a] + 1]; e++)
                {
                    int column = _program.Columns[e];
                    matrix[(row * order) + column] = matrix[(column * order) + row] = _jacobian[e];
                }
            }

            if (LinearSystem.Solve(matrix, _residual) is not { } step) return null;
            State next = new(_program, [.. _z], _active, [.. _lambda]);
            for (int i = 0; i < n; i++) next._z[i] -= step[i];
            for (int a = 0; a < _active.Length; a++) next._lambda[a] -= step[n + a];
            next.Evaluate();
            return next;
        }

        public bool IsNoWorseThan(ReadOnlySpan<double> start)
        {
            if (_program.Value(_z) < _program.Value(start) - LeastGain) return false;
            double least = double.PositiveInfinity;
            foreach (double value in _g) least = Math.Min(least, value);
            return least >= -1e-12;
        }

        public void CopyTo(Span<double> z, Span<double> multipliers)
        {
            _z.CopyTo(z);
            multipliers[.._program.Rows].Clear();
            for (int a = 0; a < _active.Length; a++) multipliers[_active[a]] = _lambda[a];
        }

        private void Evaluate()
        {
            _program.Values(_z, _g);
            _program.Slopes(_z, _jacobian);
            int n = _program.Variables;
            _program.Objective.CopyTo(_residual, 0);
            for (int a = 0; a < _active.Length; a++)
            {
                int k = _active[a];
                _residual[n + a] = _g[k];
                for (int e = _program.RowStarts[k]; e < _program.RowStarts[k + 1]; e++) _residual[_program.Columns[e]] += _lambda[a] * _jacobian[e];
            }
        }
    }
}
