using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class LogicTests
{
    private static readonly Statement Knight0 = new Statement.TellsTruth(0);
    private static readonly Statement Knave1 = new Statement.Lies(1);

    [Theory]
    [InlineData(0b00, false, true, true, false, true, true, false)]
    [InlineData(0b01, true, true, false, true, true, true, true)]
    [InlineData(0b10, false, false, true, false, false, true, true)]
    [InlineData(0b11, true, false, false, false, true, false, false)]
    public void Holds_EveryOperator_FollowsItsTruthTable(
        int knights, bool left, bool right, bool not, bool and, bool or, bool implies, bool iff)
    {
        Assert.Equal(left, Knight0.Holds(knights));
        Assert.Equal(right, Knave1.Holds(knights));
        Assert.Equal(not, new Statement.Not(Knight0).Holds(knights));
        Assert.Equal(and, new Statement.And(Knight0, Knave1).Holds(knights));
        Assert.Equal(or, new Statement.Or(Knight0, Knave1).Holds(knights));
        Assert.Equal(implies, new Statement.Implies(Knight0, Knave1).Holds(knights));
        Assert.Equal(iff, new Statement.Iff(Knight0, Knave1).Holds(knights));
    }

    [Fact]
    public void Solutions_ClassicPuzzle_AreFound()
    {
        // P0: "P1 is a knave." P1: "P0 is a knight if and only if P1 is a knight": the second is only ever spoken when P0 is a knight.
        var puzzle = new KkPuzzle([new Statement.Lies(1), new Statement.Iff(new Statement.TellsTruth(0), new Statement.TellsTruth(1))]);

        Assert.Equal([0b01], KkSolver.Solutions(puzzle));
        Assert.True(KkSolver.TryUnique(puzzle, out int knights));
        Assert.Equal(0b01, knights);
    }

    [Fact]
    public void Digest_OtherNames_IsEqual()
    {
        var plain = new KkPuzzle([Knave1, Knight0]);
        var named = new KkPuzzle([Knave1, Knight0], ["Zoey", "Oliver"]);
        var swapped = new KkPuzzle([Knight0, Knave1]);

        Assert.Equal(plain.Digest, named.Digest);
        Assert.NotEqual(plain.Digest, swapped.Digest);
    }

    [Fact]
    public void Constructor_BadParts_SaysWhatIsWrong()
    {
        Assert.Contains("2 to 10", Assert.Throws<BadInputException>(() => new KkPuzzle([Knight0])).Message);
        Assert.Contains("speaks of somebody", Assert.Throws<BadInputException>(() => new KkPuzzle([Knight0, new Statement.Lies(2)])).Message);
        Assert.Contains("speaks of somebody", Assert.Throws<BadInputException>(() => new KkPuzzle([Knight0, new Statement.Lies(32)])).Message);
        Assert.Contains("must differ", Assert.Throws<BadInputException>(() => new KkPuzzle([Knight0, Knave1], ["Ann", "ann"])).Message);
    }
}
