using CsCheck;
using Extropy.Search.Bes.Scoring;
using Extropy.Search.Goals;

namespace Extropy.Search.Tests.Bes;

public sealed class GoalScoreTests
{
    private const double Alpha = 0.3;
    private const double Tolerance = 1e-9;

    /// <summary>root { g1, g2 { g21, g22 } }.</summary>
    private static readonly GoalTree Tree = GoalTree.WithRoot(new Goal("root", null, ""))
        .Grow([new("g1", "root", ""), new("g2", "root", ""), new("g21", "g2", ""), new("g22", "g2", "")]);

    private static readonly double[] First = [0, 1, 0, 1, 0];
    private static readonly double[] Partner = [0, 0, 0, 0, 1];

    /// <summary>A random tree with verdicts of two nodes, binary or dense.</summary>
    private static readonly Gen<(GoalTree Tree, double[] A, double[] B, double Alpha)> Cases =
        from parents in Gen.Int[0, 1000].Array[0, 80]
        from isBinary in Gen.Bool
        from a in Gen.Double[0, 1].Array[parents.Length + 1]
        from b in Gen.Double[0, 1].Array[parents.Length + 1]
        from alpha in Gen.Double[0, 1]
        select (Grown(parents), isBinary ? Rounded(a) : Topped(a), isBinary ? Rounded(b) : Topped(b), alpha);

    [Fact]
    public void Score_OfTheSpecifiedTree_IsExact()
    {
        Assert.Equal(0.4725, GoalScore.Of(Tree, First, Alpha), Tolerance);
        Assert.Equal(0.595, GoalScore.OfPair(Tree, First, Partner, Alpha), Tolerance);
    }

    [Fact]
    public void Score_OfTheSubtree_IsExact()
    {
        GoalTree subtree = GoalTree.WithRoot(new Goal("g2", null, "")).Grow([new("g21", "g2", ""), new("g22", "g2", "")]);

        Assert.Equal(0.35, GoalScore.Of(subtree, [0, 1, 0], Alpha), Tolerance);
        Assert.Equal(0.7, GoalScore.OfPair(subtree, [0, 1, 0], [0, 0, 1], Alpha), Tolerance);
    }

    [Fact]
    public void Score_WithAlphaOne_OrWithoutGoals_IsTheReward() => Gen.Double[0, 1].Sample(reward =>
        GoalScore.Of(Tree, [reward, 0.2, 0.3, 1, 0], alpha: 1) == reward
        && GoalScore.Of(GoalTree.WithRoot(new Goal("root", null, "")), [reward], Alpha) == reward);

    [Fact]
    public void Score_LiesInTheUnitInterval_AndRescoringChangesNothing() => Cases.Sample(x =>
        GoalScore.Of(x.Tree, x.A, x.Alpha) is >= 0 and <= 1 && GoalScore.Of(x.Tree, x.A, x.Alpha) == GoalScore.Of(x.Tree, x.A, x.Alpha));

    [Fact]
    public void PairScore_IsSymmetric_AndAtLeastBothSingles() => Cases.Sample(x =>
    {
        double pair = GoalScore.OfPair(x.Tree, x.A, x.B, x.Alpha);
        return pair == GoalScore.OfPair(x.Tree, x.B, x.A, x.Alpha)
            && pair >= GoalScore.Of(x.Tree, x.A, x.Alpha) - 1e-12 && pair >= GoalScore.Of(x.Tree, x.B, x.Alpha) - 1e-12;
    });

    [Fact]
    public void PairScore_OfANodeThatDominates_IsItsOwn() => Cases.Sample(x =>
    {
        double[] weaker = [.. x.A.Zip(x.B, Math.Min)];
        return GoalScore.OfPair(x.Tree, x.A, weaker, x.Alpha) == GoalScore.Of(x.Tree, x.A, x.Alpha);
    });

    [Fact]
    public void MonotoneBlend_NeverFallsBelowTheVerdict() => Cases.Sample(x =>
        GoalScore.Of(x.Tree, x.A, x.Alpha, monotone: true) >= x.A[0]
        && GoalScore.Of(x.Tree, x.A, x.Alpha, monotone: true) >= GoalScore.Of(x.Tree, x.A, x.Alpha) - 1e-12);

    [Fact]
    public void SplittingADenseLeaf_LowersItsScore_UnlessMonotone()
    {
        GoalTree split = GoalTree.WithRoot(new Goal("root", null, "")).Grow([new("a", "root", ""), new("b", "root", "")]);

        Assert.Equal(0.27, GoalScore.Of(split, [0.9, 0, 0], Alpha), Tolerance);
        Assert.Equal(0.9, GoalScore.Of(split, [0.9, 0, 0], Alpha, monotone: true), Tolerance);
    }

    [Fact]
    public void CoverageFold_EqualsTheRecursion() => Cases.Sample(x =>
    {
        var fold = new CoverageFold(x.Tree, x.Alpha);
        CoverageRow a = fold.Row(x.A), b = fold.Row(x.B);
        return Math.Abs(fold.Score(a, a) - GoalScore.Of(x.Tree, x.A, x.Alpha)) < 1e-12
            && Math.Abs(fold.Score(a, b) - GoalScore.OfPair(x.Tree, x.A, x.B, x.Alpha)) < 1e-12
            && fold.Score(a, b) == fold.Score(b, a);
    });

    private static GoalTree Grown(int[] parents)
    {
        GoalTree tree = GoalTree.WithRoot(new Goal("0", null, ""));
        for (int i = 0; i < parents.Length; i++) tree = tree.Grow([new Goal($"{i + 1}", $"{parents[i] % (i + 1)}", "")]);
        return tree;
    }

    /// <summary>Dense verdicts, some of which satisfy their goal.</summary>
    private static double[] Topped(double[] values) => [.. values.Select(value => value < 0.8 ? value : 1)];

    private static double[] Rounded(double[] values) => [.. values.Select(value => value < 0.6 ? 0.0 : 1.0)];
}
