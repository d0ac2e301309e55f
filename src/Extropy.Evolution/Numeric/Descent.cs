using Extropy.Evolution.Numeric.Geometries;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Numeric;

/// <summary>From a rough layout to the local optimum beside it. Not thread-safe; keeps its buffers.</summary>
/// <param name="geometry">The family.</param>
internal sealed class Descent(Geometry geometry)
{
    private const double Rough = 0.9;
    private const double Tight = 1 - 1e-8;
    private const double SharpBarrier = 1e-6;
    private const double PolishBarrier = 1e-8;
    private const double FinestBarrier = 1e-13;
    private const double AssemblyCost = 60;
    private const int MostSteps = 150;
    private const int MostPolishSteps = 200;

    private readonly InteriorPoint _solver = new();

    /// <summary>About how many multiplications a Newton step takes: a factorisation and the assembly of its matrix.</summary>
    public double CostOfStep
    {
        get
        {
            double n = geometry.Variables;
            return (n * n * n / 6) + (AssemblyCost * geometry.Rows);
        }
    }

    /// <summary>Newton steps so far.</summary>
    public long Steps => _solver.Steps;

    /// <summary>Runs down to the family's last barrier: good to tell optima apart.</summary>
    /// <param name="layout">Any; receives the optimum.</param>
    /// <param name="giveUpBelow">Objectives of no interest.</param>
    /// <returns>The program's objective at the optimum, as estimated there, or at the point reached where that is none; −∞ where the layout could not be used.</returns>
    public double Run(Span<double> layout, double giveUpBelow = double.NegativeInfinity)
    {
        if (Open(layout, Rough, out double[] z) is not { } program) return double.NegativeInfinity;
        bool isSolved = _solver.Run(program, z, geometry.Barriers, MostSteps, giveUpBelow);
        geometry.Close(z, layout);
        return isSolved ? _solver.Estimate(program, z) : program.Value(z);
    }

    /// <summary>
    /// Runs down with hardly any barrier from the beginning: to the vertex beside the layout, where <see cref="Run"/> goes to the middle of what is good. Near
    /// a symmetric optimum the two differ: the wide barrier always falls back to the symmetric one, and a better one may lie a hair's breadth beside it.
    /// </summary>
    /// <param name="layout">Any; receives the optimum.</param>
    /// <returns>As <see cref="Run"/>.</returns>
    public double Sharpen(Span<double> layout)
    {
        if (Open(layout, Rough, out double[] z) is not { } program) return double.NegativeInfinity;
        bool isSolved = _solver.Run(program, z, (SharpBarrier, geometry.Barriers.Last), MostPolishSteps);
        geometry.Close(z, layout);
        return isSolved ? _solver.Estimate(program, z) : program.Value(z);
    }

    /// <summary>Only moves a layout to standard position and says what it is worth there.</summary>
    /// <param name="layout">Any; receives the layout in standard position.</param>
    /// <returns>The objective; −∞ where the layout could not be used.</returns>
    public double Settle(Span<double> layout)
    {
        if (Open(layout, Tight, out double[] z) is not { } program) return double.NegativeInfinity;
        geometry.Close(z, layout);
        return program.Value(z);
    }

    /// <summary>Takes an optimum to the last bits.</summary>
    /// <param name="layout">An optimum or nearly one; receives the result.</param>
    /// <returns>The program's objective, −∞ where the layout could not be used; and the largest entry of the optimality conditions, ∞ where no polish held.</returns>
    public (double Objective, double Fault) Polish(Span<double> layout)
    {
        if (Open(layout, Tight, out double[] z) is not { } program) return (double.NegativeInfinity, double.PositiveInfinity);
        _solver.Run(program, z, (PolishBarrier, FinestBarrier), MostPolishSteps);
        double fault = ActiveSetPolish.Run(program, z, _solver.Multipliers.AsSpan(0, program.Rows), _solver.Slacks[..program.Rows]);
        geometry.Close(z, layout);
        return (program.Value(z), fault);
    }

    private QuadraticProgram? Open(Span<double> layout, double tightness, out double[] z)
    {
        z = [];
        foreach (double value in layout)
        {
            if (!double.IsFinite(value)) return null;
        }

        return geometry.Normalise(layout, tightness) ? geometry.Open(layout, tightness, out z) : null;
    }
}
