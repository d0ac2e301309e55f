using Extropy.Search.Contracts;
using Extropy.Search.Pool;

namespace Extropy.Search.Tests.Pool;

public sealed class FinishingTests
{
    [Fact]
    public void Reopen_EndedStep_KeepsTheIdsBeforeTheMark()
    {
        var ended = new Step("a <0> b", endsTrajectory: true, new StepTokens([7, 0, 8, 2]));

        Trajectory reopened = Finishing.Reopen(new Trajectory([new Step("x"), ended]));

        Assert.False(reopened.IsEnded);
        Assert.Equal([7, 0, 8], reopened.Steps[^1].Tokens!.Ids);
    }

    [Fact]
    public void Reopen_NothingButTheMark_GoesAway()
    {
        Trajectory reopened = Finishing.Reopen(new Trajectory([new Step("x"), new Step("", endsTrajectory: true, new StepTokens([2]))]));

        Assert.Equal(1, reopened.Length);
    }
}
