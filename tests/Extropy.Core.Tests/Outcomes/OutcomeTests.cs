using Extropy.Core.Outcomes;

namespace Extropy.Core.Tests.Outcomes;

public sealed class OutcomeTests
{
    private static readonly Failure Late = new(FailureKind.TimedOut, "No answer within 5 s; raise the deadline.");

    [Fact]
    public void Match_OfAValue_TakesTheSuccessBranch()
    {
        Outcome<int> outcome = 7;

        Assert.True(outcome.IsSuccess);
        Assert.Equal("7", outcome.Match(value => $"{value}", failure => failure.Reason));
        Assert.Equal(7, outcome.ValueOr(0));
    }

    [Fact]
    public void Match_OfAFailure_TakesTheFailedBranch()
    {
        Outcome<int> outcome = Late;

        Assert.False(outcome.IsSuccess);
        Assert.Equal(FailureKind.TimedOut, outcome.Match(_ => default, failure => failure.Kind));
        Assert.Equal(0, outcome.ValueOr(0));
    }

    [Fact]
    public void Match_OfANullValue_IsStillASuccess()
    {
        Outcome<string?> outcome = (string?)null;

        Assert.True(outcome.IsSuccess);
    }

    [Fact]
    public void Then_AfterAFailure_DoesNotRun()
    {
        Outcome<int> failed = Late;

        Outcome<string> chained = failed.Map(value => value + 1).Then<string>(_ => throw new InvalidOperationException("ran"));

        Assert.Equal(Late, chained);
    }

    [Fact]
    public void Then_AfterASuccess_GoesOn()
    {
        Outcome<int> three = 3;

        Outcome<string> chained = three.Map(value => value + 1).Then<string>(value => $"{value}!");

        Assert.Equal("4!", chained);
    }

    [Fact]
    public void Equality_IsByContent()
    {
        Outcome<int> left = 5, right = 5;

        Assert.Equal(left, right);
        Assert.NotEqual(left, Late);
    }
}
