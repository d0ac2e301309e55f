using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Engine;

/// <summary>What came of a proposal, ready to be committed.</summary>
internal sealed record FinishedProposal
{
    public required int Generation { get; init; }

    /// <summary>Which of the planned draws it was made from at last.</summary>
    public required int Draw { get; init; }

    /// <summary>That draw.</summary>
    public required ProposalPlan Plan { get; init; }

    /// <summary>Empty where there is nothing to evaluate.</summary>
    public ImmutableArray<Part> Parts { get; init; } = [];

    public Digest Text { get; init; }

    public Fingerprint Fingerprint { get; init; } = Fingerprint.None;

    public string? Note { get; init; }

    /// <summary>The system prompt that it was asked with, where there was a choice.</summary>
    public int? Prompt { get; init; }

    /// <summary>Set exactly where there are parts.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Why there is nothing to evaluate.</summary>
    public string? Refusal { get; init; }

    /// <summary>The last attempt repeated a known candidate.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Of all its attempts.</summary>
    public Spending Spending { get; init; }

    /// <summary>Of all its attempts, without the evaluation.</summary>
    public long Units { get; init; }
}
