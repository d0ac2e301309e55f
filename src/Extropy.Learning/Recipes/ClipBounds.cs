namespace Extropy.Learning.Recipes;

/// <summary>Bounds of a loss's ratio, token by token or rollout by rollout.</summary>
/// <param name="Low">ε_low, or null.</param>
/// <param name="High">ε_high, or null.</param>
/// <param name="Dual">c for negative advantages, or null.</param>
public sealed record ClipBounds(double? Low = null, double? High = null, double? Dual = null);
