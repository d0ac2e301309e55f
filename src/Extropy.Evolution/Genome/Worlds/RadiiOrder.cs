namespace Extropy.Evolution.Genome.Worlds;

/// <summary>Which circle grows first.</summary>
internal enum RadiiOrder
{
    /// <summary>As they are numbered.</summary>
    Index,

    /// <summary>Nearest to a wall first.</summary>
    Wall,

    /// <summary>Nearest to a neighbour first.</summary>
    Crowded,

    /// <summary>Farthest from its neighbours first.</summary>
    Roomy,
}
