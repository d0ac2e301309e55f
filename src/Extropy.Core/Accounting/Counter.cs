namespace Extropy.Core.Accounting;

/// <summary>The counters a budget can limit. A comparison names the one it equalised.</summary>
public enum Counter
{
    /// <summary>Steps asked of a policy.</summary>
    PolicyCalls,

    /// <summary>Tokens sampled from a policy.</summary>
    GeneratedTokens,

    /// <summary>Trajectories made by recombination.</summary>
    EvolutionChildren,

    /// <summary>Trajectories judged.</summary>
    VerifierCalls,

    /// <summary>Money spent on paid calls.</summary>
    Money,
}
