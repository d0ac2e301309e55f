namespace Extropy.Evolution.Engine;

/// <summary>What ended a run.</summary>
public enum EvolutionStop
{
    /// <summary>The limit on evaluations.</summary>
    Evaluations,

    /// <summary>The limit on tokens.</summary>
    Tokens,

    /// <summary>The limit on money.</summary>
    Money,

    /// <summary>The limit on time.</summary>
    Time,

    /// <summary>Too many proposals in a row gave nothing to evaluate.</summary>
    Fruitless,
}
