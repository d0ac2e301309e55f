using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// Collects the rollouts of one update: many groups at once, in the order of their prompts, until there are enough of them or enough tokens were
/// spent; groups that filters drop are replaced. How many are in flight together changes nothing but the time.
/// </summary>
/// <param name="strategy">Where groups come from.</param>
/// <param name="filters">Which stay; applied in order.</param>
/// <param name="prompts">The prompts in order.</param>
/// <param name="plan">When there are enough; valid.</param>
public sealed class RolloutCollector(
    IRolloutStrategy strategy, ImmutableArray<IRolloutFilter> filters, PromptSource prompts, CollectionPlan plan)
{
    /// <summary>Most prompts whose groups are collected together; a token budget is looked at after each such round.</summary>
    public const int RoundPrompts = 16;

    /// <summary>Collects.</summary>
    /// <param name="request">What all prompts share; its problem is replaced.</param>
    /// <param name="position">Where to begin in the order of prompts.</param>
    /// <param name="debt">What earlier updates spent beyond their budget.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">A token budget is wanted and a whole round of prompts generated nothing.</exception>
    public async Task<Collection> CollectAsync(RolloutRequest request, long position, long debt, CancellationToken cancellationToken)
    {
        var kept = ImmutableArray.CreateBuilder<RolloutGroup>();
        int tried = 0, solved = 0, dropped = 0;
        var spent = default(Spending);
        while (Wanted(kept.Count, tried, spent.GeneratedTokens, debt) is > 0 and var wanted)
        {
            IProblem[] problems = [.. Enumerable.Range(0, wanted).Select(i => prompts[position + i])];
            RolloutGroup[] groups = await Task.WhenAll(problems.Select((problem, i) =>
                strategy.CollectAsync(request with { Problem = problem, Replicate = position + i }, cancellationToken).AsTask())).ConfigureAwait(false);
            position += wanted;
            if (plan.Tokens > 0 && groups.All(group => group.Spent.GeneratedTokens == 0))
            {
                throw new BadInputException(
                    $"{wanted} prompts gave no token at all, so a budget of {plan.Tokens} is never reached; take shorter prompts or a longer context.");
            }

            foreach (RolloutGroup group in groups)
            {
                tried++;
                if (group.IsSolved) solved++;
                spent += group.Spent;
                if (Filtered(group) is { } stays) kept.Add(stays);
                else dropped++;
            }
        }

        long over = plan.Tokens == 0 ? 0 : Math.Max(0, debt + spent.GeneratedTokens - plan.Tokens);
        return new Collection(kept.ToImmutable(), tried, solved, dropped, spent, position, over);
    }

    /// <summary>How many prompts to try next; 0 when there are enough.</summary>
    private int Wanted(int kept, int tried, long tokens, long debt)
    {
        if (plan.Tokens > 0)
        {
            if (tried == 0) return debt >= plan.Tokens ? 1 : RoundPrompts / 2; // an update needs a group even where the debt is a whole budget
            long left = plan.Tokens - debt - tokens;
            return left <= 0 ? 0 : (int)Math.Clamp(left * tried / Math.Max(1, tokens), 1, RoundPrompts); // as many as should fit
        }

        return tried >= (long)plan.Prompts * plan.MostRounds ? 0 : plan.Prompts - kept;
    }

    private RolloutGroup? Filtered(RolloutGroup group)
    {
        RolloutGroup? stays = group.Members.IsEmpty ? null : group;
        foreach (IRolloutFilter filter in filters)
            if (stays is not null) stays = filter.Filter(stays);
        return stays;
    }
}
