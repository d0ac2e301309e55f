using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;

namespace Extropy.Search.Trace;

/// <summary>A trajectory in the pool, with where it came from.</summary>
/// <param name="Id">Index in the pool; 0 is the empty trajectory.</param>
/// <param name="Trajectory">The steps.</param>
/// <param name="Parents">Ids of the nodes it was made from: none, one or two; the first is the skeleton.</param>
/// <param name="Operator">What made it: <c>root</c>, <c>expansion</c>, <c>combination</c>, <c>finish</c> …</param>
/// <param name="Verdict">The verifier's verdict.</param>
/// <param name="Score">The score when it entered the pool, in [0, 1].</param>
/// <param name="Spent">The search's counters just after it was made.</param>
public sealed record SearchNode(
    int Id, Trajectory Trajectory, ImmutableArray<int> Parents, string Operator, Verdict Verdict, double Score, Spending Spent);
