using Extropy.Core.Statistics;

namespace Extropy.Catalog.Bes;

/// <summary>A closed form beside its simulation.</summary>
/// <param name="Setting">Of what.</param>
/// <param name="Quantity">What.</param>
/// <param name="Exact">The closed form.</param>
/// <param name="Simulated">Monte-Carlo mean and spread.</param>
public sealed record BesTheoryCheck(string Setting, string Quantity, double Exact, MeanAndError Simulated)
{
    /// <summary>Standard error of the simulation; for a share that never varied, that of a share of 1 in n.</summary>
    public double StandardError => Simulated.StandardError > 0 ? Simulated.StandardError : 1.0 / Simulated.Count;

    /// <summary>The simulation lies within <see cref="BesTheory.Tolerance"/> standard errors.</summary>
    public bool Passes => Math.Abs(Simulated.Mean - Exact) <= BesTheory.Tolerance * StandardError + 1e-9;
}
