using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Evaluation;

/// <summary>How a policy is tried on problems, without any search.</summary>
public sealed record PolicyEvaluationOptions
{
    /// <summary>Samples of one group; the size of the groups in group-relative training.</summary>
    public const int DefaultGroupSize = 8;

    /// <summary>Requests in flight.</summary>
    public const int DefaultInFlight = 64;

    /// <summary>Most tokens of one answer.</summary>
    public const int DefaultMaxTokens = 700;

    /// <summary>Samples per problem, not negative; 0 leaves only the greedy answer.</summary>
    public int GroupSize { get; init; } = DefaultGroupSize;

    /// <summary>How samples are drawn; temperature 1 without filters by default.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Whether the most probable answer is asked for too; false for a policy that can only sample.</summary>
    public bool HasGreedy { get; init; } = true;

    /// <summary>Requests in flight at once, positive. Does not change the result.</summary>
    public int InFlight { get; init; } = DefaultInFlight;

    /// <summary>Most tokens of one answer, positive.</summary>
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>Which samples are drawn.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (GroupSize < 0) faults.Add($"group size {GroupSize} is negative");
        if (InFlight < 1) faults.Add($"{InFlight} requests in flight are below 1");
        if (MaxTokens < 1) faults.Add($"{MaxTokens} tokens are below 1");
        if (GroupSize == 0 && !HasGreedy) faults.Add("neither samples nor the greedy answer are asked for");
        if (faults.Count > 0) throw new BadInputException($"Evaluation: {string.Join("; ", faults)}.");
        Sampling.Validate();
    }
}
