using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;

namespace Extropy.Cli.Solving;

/// <summary>Everything a search needs but its strategy.</summary>
/// <param name="Problem">What is asked.</param>
/// <param name="Policy">Who writes.</param>
/// <param name="Text">The problem in words.</param>
/// <param name="Origin">Where the problem came from, e.g. <c>3 people, drawn from seed 1</c>.</param>
/// <param name="DefaultBudget">What is spent when nothing is said.</param>
/// <param name="TokensPerStep">Tokens that one step takes at most: less than that cannot buy a proposal.</param>
internal sealed record SearchSetup(
    IProblem Problem, IStepPolicy Policy, IProblemText Text, string Origin, Budget DefaultBudget, int TokensPerStep) : IAsyncDisposable
{
    /// <summary>Settings of every strategy on this problem.</summary>
    public StrategySettings Settings { get; init; } = new();

    /// <summary>The strategy when nothing is said.</summary>
    public string DefaultStrategy { get; init; } = KnownStrategies.Default;

    /// <summary>What the policy runs on and must be given back, or null.</summary>
    public IAsyncDisposable? Owned { get; init; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
