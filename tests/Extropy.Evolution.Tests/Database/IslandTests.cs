using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class IslandTests
{
    [Fact]
    public void Choice_OneWithFewestCorrect_IsAlwaysTaken()
    {
        Island[] islands = [Of(0, correct: 2), Of(1, correct: 1, wrong: 50), Of(2, correct: 3)];

        for (int i = 0; i < 50; i++)
        {
            Draws draws = RandomStream.FromSeed(5).At(i);
            Assert.Equal(1, IslandChoice.Draw(islands, ref draws).Index);
        }
    }

    [Fact]
    public void Choice_Ties_AreUniform()
    {
        const int Count = 30_000;
        Island[] islands = [Of(0, correct: 1), Of(1, correct: 7), Of(2, correct: 1), Of(3, correct: 1)];
        var counts = new int[4];

        for (int i = 0; i < Count; i++)
        {
            Draws draws = RandomStream.FromSeed(6).At(i);
            counts[IslandChoice.Draw(islands, ref draws).Index]++;
        }

        Assert.Equal(0, counts[1]);
        foreach (int index in new[] { 0, 2, 3 }) Assert.InRange(counts[index] / (double)Count, 0.32, 0.347);
    }

    [Fact]
    public void Best_EqualMerits_IsTheOlder()
    {
        var island = new Island(0);
        island.Add(Population.Entry(0, null));
        island.Add(Population.Entry(1, 3));
        island.Add(Population.Entry(2, 3));

        Assert.Equal(1, island.Best!.Candidate.Id.Value);
        Assert.Equal((3, 2), (island.Size, island.Correct));
    }

    private static Island Of(int index, int correct, int wrong = 0)
    {
        var island = new Island(index);
        for (int i = 0; i < correct + wrong; i++) island.Add(Population.Entry(i, i < correct ? 1 : null, index));
        return island;
    }
}
