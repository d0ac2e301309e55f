using System.Collections.Immutable;
using Extropy.Evolution.Database;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Tests.Database;

public sealed class PairScoreTests
{
    // root(0) with g1(1) and g2(2); g2 with g21(3) and g22(4)
    private static readonly ProgramGoalTree Tree = new(1, 0,
    [
        Goal(0, null, 0), Goal(1, 0, 1), Goal(2, 0, 1), Goal(3, 2, 2), Goal(4, 2, 2),
    ]);

    [Fact]
    public void Of_OneAlone_IsTheBackwardScore() // s(g2) = .7 · ½ = .35; root = .7 · (1 + .35) / 2
    {
        ImmutableArray<double> goals = [0, 1, 0, 1, 0];

        Assert.Equal(0.4725, PairScore.Of(Tree, goals, goals), 12);
    }

    [Fact]
    public void Of_PairThatCoversEverything_CountsBoth() // g2 = .7, root = .7 · (1 + .7) / 2
    {
        Assert.Equal(0.595, PairScore.Of(Tree, [0, 1, 0, 1, 0], [0, 0, 0, 0, 1]), 12);
    }

    [Fact]
    public void Of_SatisfiedNode_StopsAtOne()
    {
        Assert.Equal(0.35 + 0.35, PairScore.Of(Tree, [0, 1, 1, 0, 0], [0, 0, 0, 0, 0]), 12);
    }

    private static ProgramGoal Goal(int id, int? parent, int level) => new(id, parent, level, ProgramGoalKind.Reference, "", "1");
}
