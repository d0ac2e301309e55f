using System.Collections.Immutable;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Improvement;

/// <summary>Held-out problems of one difficulty.</summary>
/// <param name="Name">Such as <c>n = 4</c>.</param>
/// <param name="Problems">The same ones at every check, so that checks can be paired.</param>
public sealed record ValidationLevel(string Name, ImmutableArray<IProblem> Problems);
