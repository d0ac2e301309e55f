using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Cli.Watching;

/// <summary>A search at one moment.</summary>
/// <param name="Pool">Nodes in the pool.</param>
/// <param name="Rejected">Children dropped.</param>
/// <param name="Best">The best node so far, or null.</param>
/// <param name="BestScore">Its score, in [0, 1].</param>
/// <param name="Spent">The counters.</param>
/// <param name="Goals">Goals attached since the start.</param>
/// <param name="Covered">Goals that some node meets.</param>
/// <param name="Operators">Nodes made by each operator, by name.</param>
internal sealed record SearchSnapshot(
    int Pool,
    int Rejected,
    SearchNode? Best,
    double BestScore,
    Spending Spent,
    ImmutableArray<Goal> Goals,
    int Covered,
    ImmutableArray<(string Name, int Count)> Operators);
