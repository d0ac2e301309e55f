using System.Collections.Immutable;
using Extropy.Core.Accounting;

namespace Extropy.Learning.Rollouts;

/// <summary>The rollouts of one update and what they cost.</summary>
/// <param name="Groups">Groups that stay, in the order of their prompts.</param>
/// <param name="Tried">Prompts tried.</param>
/// <param name="Solved">Prompts for which something that was tried earned the whole reward.</param>
/// <param name="Dropped">Groups that a filter dropped; their price is in <paramref name="Spent"/>.</param>
/// <param name="Spent">The price of all that was tried.</param>
/// <param name="NextPosition">Where the next update goes on in the order of prompts.</param>
/// <param name="Debt">Tokens spent beyond the budget so far, to be taken from the next update.</param>
public sealed record Collection(
    ImmutableArray<RolloutGroup> Groups, int Tried, int Solved, int Dropped, Spending Spent, long NextPosition, long Debt);
