using CsCheck;
using Extropy.Core.Chance;
using Extropy.Search.Bes.Scoring;
using Extropy.Search.Bes.Selection;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Search.Tests.Bes;

public sealed class SelectionTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(1, 0.543018381)]
    [InlineData(10, 0.848771747)]
    public void NodeSelector_WeighsScoreAndBonus(double slope, double expected)
    {
        var nodes = new NodeSelector();
        nodes.Add(0, 0.4725, isEligible: true);
        nodes.Add(1, 0.2, isEligible: true);
        nodes.MarkUsed(0);

        Assert.Equal(expected, nodes.Probability(0, new SelectionRules(slope, 0.1, 1)), Tolerance);
    }

    [Fact]
    public void NodeSelector_HotAndWithoutBonus_IsUniform()
    {
        NodeSelector nodes = Selector(0.1, 0.9, 0.9, 0);
        nodes.MarkUsed(2);

        Assert.All(Enumerable.Range(0, 4), node => Assert.Equal(0.25, nodes.Probability(node, new SelectionRules(10, 0, 1e15)), 1e-12));
    }

    [Fact]
    public void NodeSelector_Draws_FollowTheProbabilities()
    {
        NodeSelector nodes = Selector(0.1, 0.5, 0.5, 0.7, 0.2);
        nodes.MarkUsed(1);
        var rules = new SelectionRules(3, 0.1, 1);
        const int Trials = 20_000;
        var counts = new int[5];
        for (int trial = 0; trial < Trials; trial++)
        {
            Draws draws = RandomStream.FromSeed(5).At(trial);
            counts[nodes.Draw(rules, ref draws)]++;
        }

        for (int node = 0; node < 5; node++)
        {
            double p = nodes.Probability(node, rules);
            Assert.InRange(counts[node], Trials * p - 4 * Math.Sqrt(Trials * p), Trials * p + 4 * Math.Sqrt(Trials * p));
        }
    }

    [Fact]
    public void NodeSelector_Greedy_TakesTheEarliestBest()
    {
        NodeSelector nodes = Selector(0.1, 0.7, 0.7, 0.2);
        Draws draws = RandomStream.FromSeed(0).At(0);

        Assert.Equal(1, nodes.Draw(new SelectionRules(10, 0, 0), ref draws));
    }

    [Fact]
    public void NodeSelector_Greedy_SeesTheBonus()
    {
        NodeSelector nodes = Selector(0.7, 0.65);
        nodes.MarkUsed(0);
        Draws draws = RandomStream.FromSeed(0).At(0);

        Assert.Equal(1, nodes.Draw(new SelectionRules(1, 0.1, 0), ref draws));
    }

    /// <summary>Against a plain list: whatever is added, used and rescored, probabilities are those of the formula.</summary>
    [Fact]
    public void NodeSelector_AnyHistory_KeepsTheFormula() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 40], Gen.Int[0, 39].Array[0, 20], Gen.Int[0, 3].Array[40]).Sample((levels, used, rescored) =>
        {
            NodeSelector nodes = Selector([.. levels.Select(level => level / 5.0)]);
            foreach (int node in used.Where(node => node < levels.Length)) nodes.MarkUsed(node);
            nodes.Rescore(node => rescored[node] / 3.0);
            var rules = new SelectionRules(10, 0.1, 1.5);
            double[] weights = [.. levels.Select((_, node) => Math.Exp(10 * (rescored[node] / 3.0 + (used.Contains(node) ? 0 : 0.1)) / 1.5))];
            return weights.Select((weight, node) => Math.Abs(nodes.Probability(node, rules) - weight / weights.Sum())).Max() < 1e-12;
        });

    [Fact]
    public void NodeSelector_Best_AreTheHighestScores()
    {
        NodeSelector nodes = Selector(0.1, 0.9, 0.4, 0.9, 0.8);
        List<int> best = [];
        nodes.AddBest(3, best);

        Assert.Equal([1, 3, 4], best.Order());
    }

    [Fact]
    public void PairSelector_FollowsThePairScores()
    {
        (ScoreBoard scores, NodeSelector nodes) = Pool([0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]);
        var rules = new SelectionRules(4, 0.1, 1);
        var pairs = new PairSelector(64, 16, fairRoles: true);
        const int Trials = 20_000;
        var counts = new int[4, 4];
        for (int trial = 0; trial < Trials; trial++)
        {
            Draws draws = RandomStream.FromSeed(9).At(trial);
            (int a, int b, double score) = pairs.Draw(nodes, scores, rules, ref draws)!.Value;
            Assert.Equal(scores.PairScore(scores.ClassOf(a), scores.ClassOf(b)), score);
            counts[a, b]++;
        }

        double Weight(int a, int b) => Math.Exp(4 * scores.PairScore(scores.ClassOf(a), scores.ClassOf(b)));
        double total = Enumerable.Range(0, 4).SelectMany(a => Enumerable.Range(0, a).Select(b => Weight(a, b))).Sum();
        for (int a = 0; a < 4; a++)
        {
            Assert.Equal(0, counts[a, a]);
            for (int b = 0; b < a; b++)
            {
                double expected = Trials * Weight(a, b) / total / 2; // a fair coin gives each order half
                Assert.InRange(counts[a, b], expected - 4 * Math.Sqrt(expected), expected + 4 * Math.Sqrt(expected));
                Assert.InRange(counts[b, a], expected - 4 * Math.Sqrt(expected), expected + 4 * Math.Sqrt(expected));
            }
        }
    }

    [Fact]
    public void PairSelector_WithoutFairRoles_TakesTheOlderSkeleton()
    {
        (ScoreBoard scores, NodeSelector nodes) = Pool([0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]);
        var pairs = new PairSelector(64, 16, fairRoles: false);
        for (int trial = 0; trial < 100; trial++)
        {
            Draws draws = RandomStream.FromSeed(2).At(trial);
            (int a, int b, _) = pairs.Draw(nodes, scores, new SelectionRules(1, 0, 1), ref draws)!.Value;
            Assert.True(a < b);
        }
    }

    [Fact]
    public void PairSelector_CappedPool_StillReachesEveryNode_AndAlwaysTheBest()
    {
        double[][] verdicts = [.. Enumerable.Range(0, 200).Select(node => new double[] { 0, node == 77 ? 1 : 0, 0, 0 })];
        (ScoreBoard scores, NodeSelector nodes) = Pool(verdicts);
        var pairs = new PairSelector(8, 2, fairRoles: true);
        HashSet<int> seen = [];
        int withBest = 0;
        for (int trial = 0; trial < 4000; trial++)
        {
            Draws draws = RandomStream.FromSeed(3).At(trial);
            (int a, int b, _) = pairs.Draw(nodes, scores, new SelectionRules(100, 0, 1), ref draws)!.Value;
            if (a == 77 || b == 77) withBest++;
            seen.UnionWith([a, b]);
        }

        Assert.Equal(200, seen.Count);
        Assert.Equal(4000, withBest);
    }

    [Fact]
    public void PairSelector_FewerThanTwoNodes_DrawsNone()
    {
        (ScoreBoard scores, NodeSelector nodes) = Pool([[0, 0, 0, 0]]);
        Draws draws = RandomStream.FromSeed(3).At(0);

        Assert.Null(new PairSelector(64, 16, fairRoles: true).Draw(nodes, scores, new SelectionRules(1, 0, 1), ref draws));
    }

    [Fact]
    public void BoltzmannWeight_AgreesWithTheLibrary() => Gen.Double[-745, 0].Sample(x =>
        x < -708 ? Boltzmann.Weight(x) == 0 : Math.Abs(Boltzmann.Weight(x) / Math.Exp(x) - 1) < 1e-14);

    [Fact]
    public void BoltzmannWeigh_GivesTheBitsOfWeight() => Gen.Double[-800, 0].Array[0, 40].Sample(exponents =>
    {
        double[] weights = [.. exponents, double.NegativeInfinity, 0];
        double[] expected = [.. weights.Select(Boltzmann.Weight)];
        Boltzmann.Weigh(weights);
        return weights.SequenceEqual(expected);
    });

    [Fact]
    public void PairScores_OfNodesWithWrongSteps_FollowTheRule()
    {
        double[][] verdicts = [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 1, 1]]; // every third is wrong
        double OfPair(PairCapRule rule, int a, int b) => Pool(rule, verdicts).Scores is var scores ? scores.PairScore(scores.ClassOf(a), scores.ClassOf(b)) : 0;

        Assert.Equal([0.01, 0.01, 1.4 / 3], new[] { PairCapRule.Both, PairCapRule.Either, PairCapRule.Never }.Select(rule => OfPair(rule, 2, 5)), Near);
        Assert.Equal([1.4 / 3, 0.01, 1.4 / 3], new[] { PairCapRule.Both, PairCapRule.Either, PairCapRule.Never }.Select(rule => OfPair(rule, 0, 2)), Near);
        Assert.Equal(1.4 / 3, OfPair(PairCapRule.Either, 0, 1), Tolerance);
    }

    [Fact]
    public void BoltzmannWeight_AtTheEdges_IsExact()
    {
        Assert.Equal(1, Boltzmann.Weight(0));
        Assert.Equal(0, Boltzmann.Weight(double.NegativeInfinity));
        Assert.Equal(0, Boltzmann.Weight(double.NaN));
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < Tolerance;

    private static NodeSelector Selector(params double[] scores)
    {
        var nodes = new NodeSelector();
        for (int node = 0; node < scores.Length; node++) nodes.Add(node, scores[node], isEligible: true);
        return nodes;
    }

    /// <summary>Nodes with given verdicts on root { a, b, c }.</summary>
    private static (ScoreBoard Scores, NodeSelector Nodes) Pool(params double[][] verdicts) => Pool(PairCapRule.Never, verdicts);

    /// <summary>The same; every third node has a wrong step.</summary>
    private static (ScoreBoard Scores, NodeSelector Nodes) Pool(PairCapRule rule, params double[][] verdicts)
    {
        GoalTree tree = GoalTree.WithRoot(new Goal("root", null, "")).Grow([new("a", "root", ""), new("b", "root", ""), new("c", "root", "")]);
        var verifier = new Prepared(verdicts);
        var scores = new ScoreBoard(new ScoringRules(0.3, false, 0.01, rule), tree, verifier);
        var nodes = new NodeSelector();
        for (int node = 0; node < verdicts.Length; node++)
        {
            var verdict = new Verdict(verdicts[node][0], TrajectoryState.Open) { Steps = [node % 3 == 2 ? StepValidity.Wrong : StepValidity.Valid] };
            VerdictClass judged = scores.Judge(new Trajectory([new Step($"{node}")]), verdict);
            scores.Add(judged);
            nodes.Add(node, judged.Score, isEligible: true);
        }

        return (scores, nodes);
    }

    private sealed class Prepared(double[][] verdicts) : IGoalVerifier
    {
        public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores) =>
            verdicts[int.Parse(trajectory.Steps[0].Text)].AsSpan(1).CopyTo(scores);
    }
}
