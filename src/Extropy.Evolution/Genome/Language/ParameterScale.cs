namespace Extropy.Evolution.Genome.Language;

/// <summary>How the values of a parameter are spread.</summary>
internal enum ParameterScale
{
    /// <summary>Evenly over the range.</summary>
    Even,

    /// <summary>Evenly over the logarithm of the range.</summary>
    Logarithmic,

    /// <summary>Whole numbers of the range, evenly.</summary>
    Whole,

    /// <summary>Whole numbers, evenly over the logarithm of the range.</summary>
    LogarithmicWhole,

    /// <summary>One of some words, by its index.</summary>
    Word,
}
