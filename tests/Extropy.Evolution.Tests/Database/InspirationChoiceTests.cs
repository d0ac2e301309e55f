using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class InspirationChoiceTests
{
    [Fact]
    public void Draw_RunBestIsNotTheParent_ComesFirst()
    {
        Assert.Equal([3, 2], Chosen([0, 1, 2, 3], parent: 0, runBest: 3, fromArchive: 1, fromTop: 1, seed: 1));
    }

    [Fact]
    public void Draw_RunBestIsTheParent_IsReplacedAtRandom()
    {
        HashSet<int> first = [];
        for (int seed = 0; seed < 60; seed++) first.Add(Chosen([0, 1, 2, 3], parent: 3, runBest: 3, fromArchive: 1, fromTop: 0, seed)[0]);

        Assert.Equal([0, 1, 2], first.Order());
    }

    [Fact]
    public void Draw_TopIsAlreadyChosen_TakesTheNext()
    {
        Assert.Equal([3, 2, 1], Chosen([0, 1, 2, 3], parent: 0, runBest: 3, fromArchive: 1, fromTop: 2, seed: 1));
    }

    [Fact]
    public void Draw_OnlyTheParent_FindsNobody()
    {
        Assert.Empty(Chosen([5], parent: 0, runBest: 0, fromArchive: 1, fromTop: 1, seed: 1));
    }

    private static List<int> Chosen(double[] effective, int parent, int runBest, int fromArchive, int fromTop, long seed)
    {
        List<int> chosen = [];
        Draws draws = RandomStream.FromSeed(seed).At(0);
        InspirationChoice.Draw(effective, parent, runBest, fromArchive, fromTop, chosen, ref draws);
        return chosen;
    }
}
