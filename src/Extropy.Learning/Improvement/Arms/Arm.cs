using Extropy.Learning.Recipes;

namespace Extropy.Learning.Improvement.Arms;

/// <summary>One side of a comparison of recipes.</summary>
/// <param name="Name">Name in commands and tables.</param>
/// <param name="About">What tells it apart, in a line.</param>
/// <param name="Recipe">How it learns; the comparison sets the tokens of an update.</param>
public sealed record Arm(string Name, string About, Recipe Recipe);
