namespace Extropy.Evolution.Goals.Expressions;

/// <summary>What a goal expression may cost. Beyond any of these it counts as 0, with the reason.</summary>
internal static class ExpressionLimits
{
    /// <summary>Characters of text.</summary>
    public const int Length = 2_000;

    /// <summary>Expressions within expressions.</summary>
    public const int Depth = 40;

    /// <summary>Numbers, names, operations and calls in all.</summary>
    public const int Nodes = 400;

    /// <summary>Operations on single numbers of one evaluation.</summary>
    public const int Steps = 200_000;

    /// <summary>Largest whole exponent.</summary>
    public const int Exponent = 64;
}
