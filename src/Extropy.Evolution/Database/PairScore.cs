using System.Collections.Immutable;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Database;

/// <summary>
/// How far two candidates together meet the goals: the recursion of the backward score with each node's satisfaction replaced by the larger of the two. At
/// least either one's own score; a donor that satisfies what the parent lacks raises it most.
/// </summary>
internal static class PairScore
{
    /// <summary>From here a goal counts as fully satisfied.</summary>
    public const double Satisfied = 1 - 1e-6;

    private const double OwnShare = 0.3;

    /// <summary>The score of a pair.</summary>
    /// <param name="tree">The goals.</param>
    /// <param name="one">Shape [nodes]: satisfaction by the one.</param>
    /// <param name="other">Shape [nodes]: satisfaction by the other.</param>
    /// <returns>In [0, 1].</returns>
    public static double Of(ProgramGoalTree tree, ImmutableArray<double> one, ImmutableArray<double> other)
    {
        int count = tree.Nodes.Length;
        Span<double> sums = stackalloc double[count];
        Span<int> children = stackalloc int[count];
        double score = 0;
        for (int i = count - 1; i >= 0; i--) // children stand after their parents
        {
            double self = Math.Max(one[i], other[i]);
            score = self >= Satisfied ? 1 : children[i] == 0 ? self : (OwnShare * self) + ((1 - OwnShare) * sums[i] / children[i]);
            if (tree.Nodes[i].Parent is not { } parent) continue;
            sums[parent] += score;
            children[parent]++;
        }

        return score;
    }
}
