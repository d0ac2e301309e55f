using CsCheck;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class MajAtKTests
{
    private const int Abstains = -1;

    [Theory]
    [InlineData(new[] { 3, 2 }, 0, 5, 1)]
    [InlineData(new[] { 3, 2 }, 0, 2, 0.6)] // three of ten pairs agree on it, six are split
    [InlineData(new[] { 2, 2, 2 }, 0, 6, 1.0 / 3)] // a tie of three
    [InlineData(new[] { 1, 2 }, 3, 6, 0)] // the rival leads
    [InlineData(new[] { 1 }, 3, 4, 1)] // one vote against silence
    [InlineData(new[] { 0, 2 }, 0, 2, 0)]
    public void Of_KnownCases_IsExact(int[] votes, int abstentions, int k, double expected) =>
        Assert.Equal(expected, MajAtK.Of(votes, 0, abstentions, k), 1e-14);

    [Theory]
    [InlineData(new[] { 3, 2, 1 }, 2)]
    [InlineData(new[] { 2, 2, 2, 2 }, 1)]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1 }, 0)]
    [InlineData(new[] { 5, 4 }, 0)]
    [InlineData(new[] { 1, 6 }, 3)]
    public void Of_EveryAnswerAndSize_AgreesWithAllSubsets(int[] votes, int abstentions)
    {
        int[] samples = [.. votes.SelectMany((count, answer) => Enumerable.Repeat(answer, count)), .. Enumerable.Repeat(Abstains, abstentions)];

        foreach ((int answer, int k) in from answer in Enumerable.Range(0, votes.Length) from k in Enumerable.Range(1, samples.Length) select (answer, k))
        {
            double expected = Subsets.Of(samples.Length, k).Average(subset => ShareOf(answer, [.. subset.Select(sample => samples[sample])]));
            Assert.Equal(expected, MajAtK.Of(votes, answer, abstentions, k), 1e-12);
        }
    }

    [Fact]
    public void Of_OneSample_IsAvg() => Gen.Select(Gen.Int[0, 20].Array[1, 8], Gen.Int[1, 20]).Sample((votes, abstentions) =>
        Math.Abs(MajAtK.Of(votes, 0, abstentions, 1) - AvgAtK.Of(votes.Sum() + abstentions, votes[0])) < 1e-12);

    [Fact]
    public void Of_AllAnswers_SumToTheChanceThatSomebodyVotes() =>
        Gen.Select(Gen.Int[0, 12].Array[1, 8], Gen.Int[1, 12], Gen.Double[0, 1]).Sample((votes, abstentions, share) =>
        {
            int n = votes.Sum() + abstentions;
            int k = 1 + (int)(share * (n - 1));
            double won = Enumerable.Range(0, votes.Length).Sum(answer => MajAtK.Of(votes, answer, abstentions, k));
            double silence = 1 - PassAtK.Of(n, votes.Sum(), k);
            return Math.Abs(won - (1 - silence)) < 1e-10;
        });

    [Fact]
    public void Of_TheMostSamples_StaysFinite()
    {
        double half = MajAtK.Of([512, 512], 0, 0, 512);

        Assert.Equal(0.5, half, 1e-9);
    }

    [Fact]
    public void Of_OutsideTheRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MajAtK.Of([1, 2], 2, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MajAtK.Of([1, 2], 0, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MajAtK.Of([1, 2], 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MajAtK.Of([1, 2], 0, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => MajAtK.Of([1000, 25], 0, 0, 1));
        Assert.Throws<ArgumentException>(() => MajAtK.Of([1, -2], 0, 0, 1));
    }

    /// <summary>1 for a sole leader, 1/m for one of m leaders, 0 else.</summary>
    private static double ShareOf(int answer, int[] drawn)
    {
        ILookup<int, int> ballots = drawn.Where(vote => vote != Abstains).ToLookup(vote => vote);
        int most = ballots.Select(ballot => ballot.Count()).DefaultIfEmpty().Max();
        int[] leaders = [.. ballots.Where(ballot => ballot.Count() == most).Select(ballot => ballot.Key)];
        return leaders.Contains(answer) ? 1.0 / leaders.Length : 0;
    }
}
