using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Scoring;

/// <summary>
/// How far trajectories are, in [0, 1]: goal verdicts folded up the tree. Source: arXiv 2605.28814, equations 5 and 6.
/// </summary>
/// <remarks>
/// s(n, g) = 1 where V_g ≥ 1; V_g where g has no children; α V_g + (1 − α) · mean of s over g's children otherwise.
/// One pass from the last goal to the first, O(|G|): children come after their parent. Pure, thread-safe.
/// </remarks>
public static class GoalScore
{
    private const int OnStack = 128;

    /// <summary>s(n) = s(n, root).</summary>
    /// <param name="tree">The goal tree.</param>
    /// <param name="verdicts">V_g(n) for every goal, shape [|G|], each in [0, 1].</param>
    /// <param name="alpha">α, a goal's own weight against its children's, in [0, 1].</param>
    /// <param name="monotone">Takes max(V_g, blend), so that splitting a goal never lowers a score. The paper does not (false).</param>
    /// <returns>In [0, 1].</returns>
    public static double Of(GoalTree tree, ReadOnlySpan<double> verdicts, double alpha, bool monotone = false)
    {
        int count = tree.Count;
        if (verdicts.Length != count)
            throw new ArgumentException($"{verdicts.Length} verdicts do not fit a tree of {count} goals.", nameof(verdicts));

        Span<double> childSums = count <= OnStack ? stackalloc double[count] : new double[count];
        childSums.Clear();
        for (int goal = count - 1; goal > 0; goal--)
            childSums[tree.Parents[goal]] += Node(verdicts[goal], childSums[goal], tree.Children(goal).Length, alpha, monotone);
        return Node(verdicts[0], childSums[0], tree.Children(0).Length, alpha, monotone);
    }

    /// <summary>s(n_a, n_b): the same fold over max(V_g(n_a), V_g(n_b)), what the two cover together.</summary>
    /// <returns>In [0, 1], at least either single score when α and the tree are the same; symmetric.</returns>
    /// <inheritdoc cref="Of"/>
    public static double OfPair(
        GoalTree tree, ReadOnlySpan<double> first, ReadOnlySpan<double> second, double alpha, bool monotone = false)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} and {second.Length} verdicts do not belong to one tree.", nameof(second));

        Span<double> covered = first.Length <= OnStack ? stackalloc double[first.Length] : new double[first.Length];
        for (int goal = 0; goal < first.Length; goal++) covered[goal] = Math.Max(first[goal], second[goal]);
        return Of(tree, covered, alpha, monotone);
    }

    private static double Node(double verdict, double childSum, int children, double alpha, bool monotone)
    {
        if (verdict >= 1) return 1;
        if (children == 0) return verdict;
        double blend = Math.Min(1, alpha * verdict + (1 - alpha) * (childSum / children));
        return monotone ? Math.Max(verdict, blend) : blend;
    }
}
