using System.Collections.Immutable;
using Extropy.Search.Trace;

namespace Extropy.Search.Bes.Export;

/// <summary>Members of a training group that a search supplies.</summary>
/// <param name="Members">Complete trajectories with their origin and verdict.</param>
/// <param name="Missing">How many ordinary rollouts must be added to reach G_n.</param>
public sealed record ExportGroup(ImmutableArray<SearchNode> Members, int Missing);
