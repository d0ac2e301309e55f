using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>Turns a layout into a rough new one. What it leaves behind need not be valid: a descent follows.</summary>
internal interface IMove
{
    /// <summary>What it does, in a few words; shown beside a gain.</summary>
    string Name { get; }

    /// <summary>Changes a layout in place.</summary>
    /// <param name="geometry">The family.</param>
    /// <param name="layout">The parent's numbers, in standard position.</param>
    /// <param name="donors">Other layouts in standard position; at least one where the move recombines.</param>
    /// <param name="draws">Chance.</param>
    void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws);
}
