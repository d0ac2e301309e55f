namespace Extropy.Evolution.Goals;

/// <summary>
/// The score of a goal with everything below it: s = 1 where its own satisfaction v ≥ 1 − 1e−6; v for a leaf; else α · v + (1 − α) · mean(s of its children).
/// </summary>
/// <remarks>
/// Growing a leaf can lower its score where v is dense: a leaf at 0.9 whose new children all score 0 falls to 0.27. The monotone blend
/// max(v, α · v + (1 − α) · mean) never falls; it is ours and off by default.
/// </remarks>
internal static class TreeScore
{
    /// <summary>From here a goal counts as fully satisfied.</summary>
    public const double Satisfied = 1 - 1e-6;

    /// <summary>The score of the root.</summary>
    /// <param name="tree">The goals.</param>
    /// <param name="own">Shape [nodes], in [0, 1]: each node's own satisfaction.</param>
    /// <param name="alpha">α, in [0, 1]: the share of a goal's own satisfaction.</param>
    /// <param name="isMonotone">Whether a node never scores below its own satisfaction.</param>
    /// <returns>In [0, 1].</returns>
    public static double Of(ProgramGoalTree tree, ReadOnlySpan<double> own, double alpha, bool isMonotone)
    {
        int count = tree.Nodes.Length;
        var sums = new double[count];
        var children = new int[count];
        double score = 0;
        for (int i = count - 1; i >= 0; i--) // children stand after their parents
        {
            double blend = children[i] == 0 ? own[i] : (alpha * own[i]) + ((1 - alpha) * sums[i] / children[i]);
            score = own[i] >= Satisfied ? 1 : isMonotone ? Math.Max(own[i], blend) : blend;
            if (tree.Nodes[i].Parent is not { } parent) continue;
            sums[parent] += score;
            children[parent]++;
        }

        return score;
    }
}
