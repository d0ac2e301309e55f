namespace Extropy.Core.Accounting;

/// <summary>Limits for one search, each on its own counter. A counter without a limit is unlimited.</summary>
public sealed record Budget
{
    /// <summary>No limit on any counter.</summary>
    public static Budget Unlimited { get; } = new();

    /// <summary>Most steps asked of a policy.</summary>
    public long PolicyCalls { get; init; } = long.MaxValue;

    /// <summary>Most tokens sampled from a policy. Requests are cut to what is left, so it is never exceeded.</summary>
    public long GeneratedTokens { get; init; } = long.MaxValue;

    /// <summary>Most trajectories made by recombination.</summary>
    public long EvolutionChildren { get; init; } = long.MaxValue;

    /// <summary>Most trajectories judged.</summary>
    public long VerifierCalls { get; init; } = long.MaxValue;

    /// <summary>Most money spent on paid calls.</summary>
    public decimal Money { get; init; } = decimal.MaxValue;

    /// <summary>The limit on one counter, as a real number (∞ when unlimited).</summary>
    public double Limit(Counter counter) => counter switch
    {
        Counter.PolicyCalls => Finite(PolicyCalls),
        Counter.GeneratedTokens => Finite(GeneratedTokens),
        Counter.EvolutionChildren => Finite(EvolutionChildren),
        Counter.VerifierCalls => Finite(VerifierCalls),
        Counter.Money => Money == decimal.MaxValue ? double.PositiveInfinity : (double)Money,
        _ => throw new ArgumentOutOfRangeException(nameof(counter), counter, "Not a counter."),
    };

    private static double Finite(long limit) => limit == long.MaxValue ? double.PositiveInfinity : limit;
}
