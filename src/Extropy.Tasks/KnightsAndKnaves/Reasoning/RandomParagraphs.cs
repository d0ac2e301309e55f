using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Reasoning;

/// <summary>
/// Random true paragraphs: assumptions with the verdict that the partial-consistency test gives them. A model that has to learn the test
/// sees it here apart from the search.
/// </summary>
/// <remarks>Half of the draws assume anything (states that a wandering policy reaches); half extend a consistent list by one role (states
/// that the reference derivation reaches, where the verdict is less often a contradiction).</remarks>
public static class RandomParagraphs
{
    private const double ShareOfExtensions = 0.5;

    /// <summary>One paragraph about a puzzle: 1..n roles of distinct persons in random order, and their true verdict.</summary>
    public static Claim Draw(KkPuzzle puzzle, ref Draws draws)
    {
        int[] order = [.. Enumerable.Range(0, puzzle.People)];
        draws.Shuffle<int>(order);
        int count = 1 + draws.NextInt(puzzle.People);
        bool isExtension = draws.NextBernoulli(ShareOfExtensions);

        var assumed = ImmutableArray.CreateBuilder<RoleOf>(count);
        for (int i = 0; ; i++)
        {
            var role = new RoleOf(order[i], draws.NextBernoulli(0.5));
            Claim claim = ReferenceReasoner.Judge(puzzle, assumed.ToImmutable(), role);
            if (i == count - 1 || (isExtension && claim is Claim.Contradiction)) return claim;
            assumed.Add(role);
        }
    }
}
