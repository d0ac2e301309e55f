namespace Extropy.Learning.Recipes;

/// <summary>One number or name of a recipe that people may set.</summary>
/// <param name="Name">What to type.</param>
/// <param name="About">What it is, in a line.</param>
/// <param name="Source">Where its default comes from.</param>
/// <param name="Get">Its value as text.</param>
/// <param name="Set">The recipe with another value; throws <see cref="FormatException"/> for text that is none.</param>
public sealed record RecipeKnob(string Name, string About, string Source, Func<Recipe, string> Get, Func<Recipe, string, Recipe> Set);
