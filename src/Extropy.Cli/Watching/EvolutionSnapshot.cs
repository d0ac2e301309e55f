using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Watching;

/// <summary>An evolution at one moment.</summary>
/// <param name="Evaluations">Candidates evaluated.</param>
/// <param name="LiveEvaluations">Of these, in this session.</param>
/// <param name="Correct">Correct ones.</param>
/// <param name="Repeated">Proposals that repeated a known candidate.</param>
/// <param name="Refused">Proposals refused.</param>
/// <param name="LastGain">The newest best, or null.</param>
/// <param name="Islands">All islands.</param>
/// <param name="TreeVersion">Version of the goal tree, or null.</param>
/// <param name="Spending">Calls, tokens and money of models.</param>
/// <param name="Elapsed">Time over all sessions at the last commit.</param>
/// <param name="IsReplaying">True while a resumed run repeats its record.</param>
internal sealed record EvolutionSnapshot(
    long Evaluations,
    long LiveEvaluations,
    long Correct,
    long Repeated,
    long Refused,
    EvolutionGain? LastGain,
    ImmutableArray<IslandState> Islands,
    int? TreeVersion,
    Spending Spending,
    TimeSpan Elapsed,
    bool IsReplaying);
