using System.Collections.Immutable;
using Extropy.Core.Identity;

namespace Extropy.Learning.Improvement;

/// <summary>What an improvement came to.</summary>
/// <param name="Before">Identity of the weights as they came.</param>
/// <param name="After">Identity of the weights now.</param>
/// <param name="Updates">Every update in order.</param>
/// <param name="Validation">Every check in order; the first is before, the last after.</param>
public sealed record ImprovementResult(
    Digest Before, Digest After, ImmutableArray<UpdateRow> Updates, ImmutableArray<ValidationRow> Validation)
{
    /// <summary>Tokens generated for training.</summary>
    public long Tokens => Updates.Sum(row => row.Tokens);

    /// <summary>Share of prompts for which something that was tried earned the whole reward.</summary>
    public double PromptSolveRate => Updates.Sum(row => (double)row.Solved) / Math.Max(1, Updates.Sum(row => row.Tried));
}
