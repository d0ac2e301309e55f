using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>
/// What the optimiser knows about a family of problems: how to scatter objects, where there is room for one, and which quadratic program a layout stands in.
/// Layouts are spans of doubles, object by object. Everything here is rough and in doubles; the referee has the last word.
/// </summary>
internal abstract class Geometry
{
    /// <param name="objects">n.</param>
    /// <param name="columns">Numbers of each object.</param>
    /// <param name="dimensions">How many of them, the first ones, are coordinates.</param>
    protected Geometry(int objects, int columns, int dimensions)
    {
        (Objects, Columns, Dimensions) = (objects, columns, dimensions);
    }

    /// <summary>n.</summary>
    public int Objects { get; }

    /// <summary>Numbers of each object.</summary>
    public int Columns { get; }

    /// <summary>How many of them are coordinates; they come first.</summary>
    public int Dimensions { get; }

    /// <summary>Numbers of a layout.</summary>
    public int Count => Objects * Columns;

    /// <summary>Variables of its program, about.</summary>
    public int Variables => Count + 1;

    /// <summary>Rows of its program, about.</summary>
    public abstract int Rows { get; }

    /// <summary>First and last µ of a search from a rough layout.</summary>
    public abstract (double First, double Last) Barriers { get; }

    /// <summary>Symmetries of the region that <see cref="Image"/> knows; 0 where it knows none.</summary>
    public virtual int Symmetries => 0;

    /// <summary>Whether shaking all objects a little leads anywhere. It does not where a landscape is made of cells with walls between them.</summary>
    public virtual bool CanShake => true;

    /// <summary>Fills a layout at random.</summary>
    public abstract void Scatter(Span<double> layout, ref Draws draws);

    /// <summary>Moves one object to a place where the others leave room: the best of a few random ones.</summary>
    /// <param name="layout">The others count, wherever they are.</param>
    /// <param name="item">Whose place does not count.</param>
    /// <param name="tries">Places looked at, at least 1.</param>
    /// <param name="draws">Chance.</param>
    public abstract void Place(Span<double> layout, int item, int tries, ref Draws draws);

    /// <summary>Brings a layout to standard position: the region's own place and scale, sizes that fit.</summary>
    /// <param name="layout">Finite.</param>
    /// <param name="tightness">In (0, 1): the share of the room that sizes may take, and how close to a border objects may stay.</param>
    /// <returns>False where nothing can be made of it: objects on top of each other.</returns>
    public abstract bool Normalise(Span<double> layout, double tightness);

    /// <summary>The program that a layout in standard position stands in.</summary>
    /// <param name="layout">Normalised.</param>
    /// <param name="tightness">As it was normalised.</param>
    /// <param name="z">Receives a point strictly inside every row, or is of no use where the program is null.</param>
    public abstract QuadraticProgram? Open(ReadOnlySpan<double> layout, double tightness, out double[] z);

    /// <summary>The layout of a program's point.</summary>
    public virtual void Close(ReadOnlySpan<double> z, Span<double> layout) => z[..layout.Length].CopyTo(layout);

    /// <summary>The image of one object under a symmetry of the region.</summary>
    /// <param name="symmetry">From 0 to <see cref="Symmetries"/> − 1; 0 leaves everything in place.</param>
    /// <param name="from">Numbers of an object.</param>
    /// <param name="to">Receives the image; may be the same numbers.</param>
    public virtual void Image(int symmetry, ReadOnlySpan<double> from, Span<double> to) => from.CopyTo(to);

    /// <summary>A random symmetry of the region, applied to a normalised layout.</summary>
    public virtual void Turn(Span<double> layout, ref Draws draws)
    {
        int symmetry = draws.NextInt(Math.Max(1, Symmetries));
        for (int a = 0; a < layout.Length; a += Columns) Image(symmetry, layout.Slice(a, Columns), layout.Slice(a, Columns));
    }
}
