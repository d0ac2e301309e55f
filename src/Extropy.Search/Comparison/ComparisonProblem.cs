using Extropy.Search.Contracts;

namespace Extropy.Search.Comparison;

/// <summary>A problem and the row it counts for.</summary>
/// <param name="Group">Rows are made by group, e.g. <c>n = 4</c>.</param>
/// <param name="Problem">The problem.</param>
public sealed record ComparisonProblem(string Group, IProblem Problem);
