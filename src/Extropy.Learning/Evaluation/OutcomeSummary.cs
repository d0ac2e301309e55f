using System.Collections.Immutable;
using Extropy.Core.Statistics;

namespace Extropy.Learning.Evaluation;

/// <summary>One meaning of success (solved, or right), averaged over problems with intervals over problems.</summary>
public sealed record OutcomeSummary
{
    /// <summary>Share of problems whose most probable answer succeeds; null when it was not asked for.</summary>
    public ShareMean? Greedy { get; init; }

    /// <summary>avg@n: mean success of the n samples.</summary>
    public required ShareMean Avg { get; init; }

    /// <summary>pass@k for each k of the summary.</summary>
    public required ImmutableArray<ShareMean> Pass { get; init; }

    /// <summary>maj@k for each k of the summary.</summary>
    public required ImmutableArray<ShareMean> Maj { get; init; }
}
