using Extropy.Core.Errors;
using Extropy.Learning.Optimisation;

namespace Extropy.Learning.Tests.Optimisation;

public sealed class LearningRateScheduleTests
{
    private static readonly LearningRateSchedule Schedule = new(Peak: 2, WarmUpSteps: 10, TotalSteps: 110, FinalShare: 0.1);

    [Fact]
    public void At_EveryStep_FollowsTheClosedForm()
    {
        for (int step = 0; step < 130; step++)
        {
            double x = Math.Min(1, (step - 10) / 100.0);
            double expected = step < 10 ? 2 * (step + 1) / 10.0 : 0.2 + 1.8 * (1 + Math.Cos(Math.PI * x)) / 2;

            Assert.Equal(expected, Schedule.At(step), 1e-14);
        }
    }

    [Fact]
    public void At_TheEnds_IsExact()
    {
        Assert.Equal(2, Schedule.At(9));
        Assert.Equal(2, Schedule.At(10));
        Assert.Equal(0.2, Schedule.At(110));
        Assert.Equal(0.2, new LearningRateSchedule(2, 5, 5, 0.1).At(5));
    }

    [Fact]
    public void RaisedCosine_Grid_AgreesWithTheLibrary()
    {
        for (int i = 0; i <= 1000; i++)
            Assert.Equal((1 + Math.Cos(Math.PI * i / 1000)) / 2, LearningRateSchedule.RaisedCosine(i / 1000.0), 3e-16);
    }

    [Fact]
    public void Validate_Faults_AreAllNamed()
    {
        var error = Assert.Throws<BadInputException>(new LearningRateSchedule(0, 7, 5, 2).Validate);

        Assert.All(["learning rate", "warm-up", "final share"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
