namespace Extropy.Evolution.Genome.Language;

/// <summary>The operations of the construction language.</summary>
internal enum OperationKind
{
    /// <summary>Places every object; the first step of every genome, and no other.</summary>
    Seed,

    /// <summary>Moves some objects at random.</summary>
    Perturb,

    /// <summary>Lets objects and walls push each other apart.</summary>
    Repel,

    /// <summary>Grows radii one after another.</summary>
    RadiiGreedy,

    /// <summary>The best radii for the centres as they are: a linear program.</summary>
    RadiiProgram,

    /// <summary>Annealing over moves of single objects.</summary>
    LocalSearch,

    /// <summary>Tries every coordinate up and down, with steps that shrink.</summary>
    PatternSearch,

    /// <summary>Makes one half the image of the other.</summary>
    Reflect,

    /// <summary>Turns everything about the middle.</summary>
    Rotate,

    /// <summary>Renames objects: the order in which radii grow.</summary>
    Sort,

    /// <summary>Takes the weakest objects out and puts them where they do best.</summary>
    Reinsert,

    /// <summary>Changes the aspect of the rectangle.</summary>
    Reshape,
}
