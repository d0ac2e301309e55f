using Extropy.Core.Errors;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Tests.Objectives;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>DAPO's three ways with groups and lengths.</summary>
public sealed class FilterTests
{
    private static readonly int[] Lengths = [6, 8, 10, 12];

    [Theory]
    [InlineData(0, 0, 0, 0, false)]
    [InlineData(1, 1, 1, 1, false)]
    [InlineData(0, 0, 1, 0, true)]
    public void DynamicSampling_KeepsGroupsWithADifference(double first, double second, double third, double fourth, bool isKept)
    {
        RolloutGroup group = Minibatches.Group(11, Lengths, seed: 1, [first, second, third, fourth]);

        Assert.Same(isKept ? group : null, new DynamicSampling().Filter(group));
    }

    [Fact]
    public void OverlongFilter_MasksWhatALimitCut_AndKeepsItsReward()
    {
        RolloutGroup group = Minibatches.Group(11, Lengths, seed: 1);
        RolloutGroup cut = group with { Members = group.Members.SetItem(2, group.Members[2] with { IsTruncated = true }) };

        RolloutGroup filtered = new OverlongFilter().Filter(cut)!;

        Assert.Equal([true, true, false, true], filtered.Members.Select(member => member.IsTrained));
        Assert.Equal(cut.Members.Select(member => member.Reward), filtered.Members.Select(member => member.Reward));
        Assert.Same(group, new OverlongFilter().Filter(group));
    }

    [Fact]
    public void SoftOverlong_IsFreeBeforeTheBuffer_AndWholeAtTheLimit()
    {
        var shaper = new SoftOverlong(new SoftOverlongOptions { Longest = 10, Buffer = 4, Factor = 2 });

        double[] shaped = [.. Minibatches.Group(11, Lengths, seed: 1).Members.Select(member => shaper.Shape(member, 1))];

        Assert.Equal([1, 0, -1, -2], shaped); // 6 = L − C, 8, 10 = L, 12
    }

    [Fact]
    public void SoftOverlong_FaultyOptions_AreNamedTogether()
    {
        string message = Assert.Throws<BadInputException>(
            () => new SoftOverlong(new SoftOverlongOptions { Longest = 10, Buffer = 11, Factor = double.NaN })).Message;

        Assert.Contains("buffer 11", message, StringComparison.Ordinal);
        Assert.Contains("factor NaN", message, StringComparison.Ordinal);
    }
}
