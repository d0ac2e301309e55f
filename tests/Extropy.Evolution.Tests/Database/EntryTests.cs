using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class EntryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void IslandAt_AnyCommitThatIsStillAskedAbout_IsWhereItLivedThen(int interval)
    {
        const int Lag = 8;
        Draws draws = RandomStream.FromSeed(5).At(interval);
        Entry entry = Population.Entry(0, 1, island: 2);
        var lived = new int[400];
        for (int commit = 0; commit < lived.Length; commit++)
        {
            if (commit > 0 && commit % interval == 0 && draws.NextInt(3) > 0) entry.Move(commit, draws.NextInt(5), commit - Lag);
            lived[commit] = entry.Island;

            for (int past = Math.Max(0, commit - Lag); past <= commit; past++) Assert.Equal(lived[past], entry.IslandAt(past));
        }
    }
}
