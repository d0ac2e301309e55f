namespace Extropy.Search.Goals;

/// <summary>A node of a goal tree: something that can be checked on a trajectory.</summary>
/// <param name="Id">Unique within the tree, stable between runs.</param>
/// <param name="ParentId">The goal it helps to reach; null for the root.</param>
/// <param name="Description">For people, and for a policy asked to decompose it.</param>
public sealed record Goal(string Id, string? ParentId, string Description);
