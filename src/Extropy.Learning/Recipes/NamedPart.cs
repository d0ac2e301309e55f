namespace Extropy.Learning.Recipes;

/// <summary>A part of a training rule that recipes know by name.</summary>
/// <typeparam name="T">The slot it fits.</typeparam>
/// <param name="Name">What to type.</param>
/// <param name="About">One line for lists.</param>
/// <param name="Create">Makes it.</param>
public sealed record NamedPart<T>(string Name, string About, Func<PartSettings, T> Create);
