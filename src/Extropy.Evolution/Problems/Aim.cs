namespace Extropy.Evolution.Problems;

/// <summary>Which way a metric improves.</summary>
public enum Aim
{
    /// <summary>Larger is better.</summary>
    Maximise,

    /// <summary>Smaller is better.</summary>
    Minimise,
}
