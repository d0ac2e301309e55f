namespace Extropy.Evolution.Genome.Worlds;

/// <summary>A layout under construction.</summary>
internal sealed class GenomeState
{
    /// <summary>An empty layout of a world.</summary>
    public GenomeState(GenomeWorld world)
    {
        Points = new double[world.Count * world.Dimensions];
        Radii = new double[world.HasRadii ? world.Count : 0];
    }

    /// <summary>Coordinates, shape [n, d].</summary>
    public double[] Points { get; }

    /// <summary>Radii, shape [n]; empty where objects are points.</summary>
    public double[] Radii { get; }

    /// <summary>Whether <see cref="Radii"/> belong to the points as they are.</summary>
    public bool HasFreshRadii { get; set; }

    /// <summary>Width of the rectangle; its height is 2 minus that. 1 elsewhere.</summary>
    public double Width { get; set; } = 1;
}
