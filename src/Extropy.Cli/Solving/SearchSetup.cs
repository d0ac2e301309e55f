using Extropy.Core.Accounting;
using Extropy.Search.Contracts;

namespace Extropy.Cli.Solving;

/// <summary>Everything a search needs but its strategy.</summary>
/// <param name="Problem">What is asked.</param>
/// <param name="Policy">Who writes.</param>
/// <param name="Text">The problem in words.</param>
/// <param name="Origin">Where the problem came from, e.g. <c>3 people, drawn from seed 1</c>.</param>
/// <param name="DefaultBudget">What is spent when nothing is said.</param>
/// <param name="TokensPerStep">Tokens that one step takes at most: less than that cannot buy a proposal.</param>
internal sealed record SearchSetup(
    IProblem Problem, IStepPolicy Policy, IProblemText Text, string Origin, Budget DefaultBudget, int TokensPerStep);
