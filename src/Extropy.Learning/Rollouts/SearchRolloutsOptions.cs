using Extropy.Core.Accounting;
using Extropy.Core.Errors;

namespace Extropy.Learning.Rollouts;

/// <summary>What a search may spend on one prompt.</summary>
public sealed record SearchRolloutsOptions
{
    /// <summary>B, policy calls when none is given: that of the small experiment; the paper's runs have 200.</summary>
    public const long DefaultPolicyCalls = 60;

    /// <summary>Limits of one search. Default: 60 policy calls.</summary>
    public Budget Budget { get; init; } = new() { PolicyCalls = DefaultPolicyCalls };

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">A search that may do nothing.</exception>
    public void Validate()
    {
        if (Budget.PolicyCalls < 1 || Budget.GeneratedTokens < 1)
            throw new BadInputException($"A search of {Budget.PolicyCalls} policy calls and {Budget.GeneratedTokens} tokens finds nothing; give it 1 or more of both.");
    }

    internal Core.Identity.DigestBuilder AddTo(Core.Identity.DigestBuilder builder) =>
        builder.Add(Budget.PolicyCalls).Add(Budget.GeneratedTokens).Add(Budget.EvolutionChildren).Add(Budget.VerifierCalls);
}
