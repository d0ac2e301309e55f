using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(5, 1)] // max(1, ⌊.1 · 5⌋)
    [InlineData(19, 1)]
    [InlineData(20, 2)]
    [InlineData(39, 3)]
    public void Run_IslandOfSize_SendsAShareButAtLeastOne(int size, int expected)
    {
        Island[] islands = [Of(0, size, 0), new Island(1)];
        Draws draws = RandomStream.FromSeed(1).At(0);

        int moved = new Migration(0.1, 100).Run(islands, at: 10, oldest: 2, ref draws);

        Assert.Equal(expected, moved);
        Assert.Equal((size - expected, expected), (islands[0].Size, islands[1].Size));
        Assert.Equal((size - expected, expected), (islands[0].Correct, islands[1].Correct));
    }

    [Fact]
    public void Run_ManyTimes_NeverSendsTheBestNorAStart()
    {
        for (int round = 0; round < 200; round++)
        {
            var from = new Island(0);
            from.Add(Population.Entry(0, 4, generation: 0));
            from.Add(Population.Entry(1, 9));
            from.Add(Population.Entry(2, 1));
            from.Add(Population.Entry(3, 2));
            from.Add(Population.Entry(4, null));
            var to = new Island(1);
            Draws draws = RandomStream.FromSeed(2).At(round);

            new Migration(0.4, 100).Run([from, to], at: 10, oldest: 2, ref draws);

            Assert.Equal(9, from.Best!.Merit);
            Assert.Equal([2, 3], to.Movable.Select(entry => entry.Candidate.Id.Value).Order()); // the only two that may go
            Assert.All(to.Movable, entry => Assert.Equal((0, 1), (entry.IslandAt(9), entry.IslandAt(10))));
        }
    }

    [Fact]
    public void Run_StartIsBest_SendsAnyOfTheRest()
    {
        var from = new Island(0);
        from.Add(Population.Entry(0, 40, generation: 0));
        from.Add(Population.Entry(1, 9));
        Draws draws = RandomStream.FromSeed(3).At(0);

        Assert.Equal(1, new Migration(0.1, 100).Run([from, new Island(1)], at: 10, oldest: 2, ref draws));
    }

    [Fact]
    public void Run_OneIsland_MovesNobody()
    {
        Draws draws = RandomStream.FromSeed(4).At(0);

        Assert.Equal(0, new Migration(0.1, 100).Run([Of(0, 30, 0)], at: 10, oldest: 2, ref draws));
    }

    [Fact]
    public void Run_MoreThanTheMost_IsCut()
    {
        Draws draws = RandomStream.FromSeed(5).At(0);

        Assert.Equal(7, new Migration(0.1, 7).Run([Of(0, 200, 0), new Island(1)], at: 10, oldest: 2, ref draws));
    }

    [Fact]
    public void Run_SeveralIslands_SendsEachToOneOther()
    {
        Island[] islands = [Of(0, 30, 0), Of(1, 30, 100), Of(2, 30, 200)];
        Draws draws = RandomStream.FromSeed(6).At(0);

        Assert.Equal(9, new Migration(0.1, 100).Run(islands, at: 10, oldest: 2, ref draws));
        Assert.Equal(90, islands.Sum(island => island.Size));
        foreach (Island island in islands)
            Assert.All(islands.SelectMany(other => other.Movable).GroupBy(entry => entry.Candidate.Island), born => Assert.True(born.Select(entry => entry.Island).Distinct().Count() <= 2));
    }

    private static Island Of(int index, int size, int firstId)
    {
        var island = new Island(index);
        for (int i = 0; i < size; i++) island.Add(Population.Entry(firstId + i, i, index));
        return island;
    }
}
