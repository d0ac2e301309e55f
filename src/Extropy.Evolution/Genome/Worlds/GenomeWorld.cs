using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome.Worlds;

/// <summary>What the construction language must know of a problem: where objects may lie and what is good.</summary>
internal abstract class GenomeWorld
{
    /// <summary>n.</summary>
    public abstract int Count { get; }

    /// <summary>d, 2 or 3.</summary>
    public virtual int Dimensions => 2;

    /// <summary>Whether objects are circles.</summary>
    public virtual bool HasRadii => false;

    /// <summary>Whether the region's aspect is free.</summary>
    public virtual bool HasAspect => false;

    /// <summary>The world of a problem.</summary>
    /// <exception cref="ArgumentException">A problem of another kind.</exception>
    public static GenomeWorld For(IOpenProblem problem) => problem switch
    {
        CirclePackingSquare => new CircleWorld(problem.Shape.Rows, isRectangle: false),
        CirclePackingRectangle => new CircleWorld(problem.Shape.Rows, isRectangle: true),
        HeilbronnConvex => new TriangleWorld(problem.Shape.Rows, TriangleRegion.Free),
        HeilbronnSquare => new TriangleWorld(problem.Shape.Rows, TriangleRegion.Square),
        HeilbronnTriangle => new TriangleWorld(problem.Shape.Rows, TriangleRegion.Triangle),
        DistanceRatio => new DistanceWorld(problem.Shape.Rows, problem.Shape.Columns.Length),
        _ => throw new ArgumentException($"There is no construction language for {problem.Id}.", nameof(problem)),
    };

    /// <summary>Width of the box in which objects are placed.</summary>
    public virtual double Width(GenomeState state) => 1;

    /// <summary>Height of the box in which objects are placed.</summary>
    public virtual double Height(GenomeState state) => 1;

    /// <summary>Puts an object back where objects may lie.</summary>
    public virtual void Contain(GenomeState state, int index)
    {
        Span<double> point = state.Points.AsSpan(index * Dimensions, Dimensions);
        for (int d = 0; d < point.Length; d++) point[d] = Math.Clamp(point[d], 0, d == 0 ? Width(state) : d == 1 ? Height(state) : 1);
    }

    /// <summary>The objective for the points as they are, larger is better, finite: one unit.</summary>
    public abstract double Merit(GenomeState state);

    /// <summary>How well each object does, smaller is weaker: one unit.</summary>
    /// <param name="state">The layout.</param>
    /// <param name="strength">Receives it, shape [n].</param>
    public abstract void Strengths(GenomeState state, Span<double> strength);

    /// <summary>The layout as the problem wants it.</summary>
    public abstract Layout ToLayout(GenomeState state);
}
