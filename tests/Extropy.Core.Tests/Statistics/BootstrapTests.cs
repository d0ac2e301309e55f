using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class BootstrapTests
{
    /// <summary>Spatial test A of Efron and Tibshirani 1993, table 14.1.</summary>
    private static readonly double[] SpatialTest =
        [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

    private static readonly RandomStream Stream = RandomStream.FromSeed(1).For("bootstrap-tests");

    [Theory] // Efron and Tibshirani 1993, table 14.2; the ends of their 2,000 resamples have a standard error near 2
    [InlineData(BootstrapMethod.Percentile, 100.8, 233.9)]
    [InlineData(BootstrapMethod.BiasCorrectedAccelerated, 115.8, 259.6)]
    public void OfSample_VarianceOfThePublishedData_IsNearThePublishedInterval(BootstrapMethod method, double low, double high)
    {
        var options = new BootstrapOptions { Resamples = 20_000, Level = 0.90, Method = method };

        Interval interval = Bootstrap.OfSample(SpatialTest, PlugInVariance, Stream, options);

        Assert.Equal(171.5, interval.Estimate, 0.05);
        Assert.Equal(low, interval.Low, 6.0);
        Assert.Equal(high, interval.High, 6.0);
    }

    [Fact]
    public void OfSample_SkewedPopulation_CoversTheMeanNearItsLevel()
    {
        const int trials = 300;

        int covered = Enumerable.Range(0, trials).Count(trial =>
            Bootstrap.OfSample(Exponential(trial, 40), Mean, Stream.For(trial), new BootstrapOptions { Resamples = 400 }).Contains(1));

        Assert.InRange((double)covered / trials, 0.90, 0.97);
    }

    [Fact]
    public void OfSample_SameStream_SameBytesAndAnotherStreamOthers()
    {
        Interval first = Bootstrap.OfSample(SpatialTest, Mean, Stream);
        Interval second = Bootstrap.OfSample(SpatialTest, Mean, Stream);
        Interval other = Bootstrap.OfSample(SpatialTest, Mean, Stream.For("other"));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void OfSample_ConstantSample_HasNoWidth() => Assert.Equal(0, Bootstrap.OfSample([3, 3, 3], Mean, Stream).Width);

    [Fact]
    public void OfPairs_SharedVariation_IsNarrowerThanUnpaired()
    {
        double[] first = Exponential(1, 50);
        double[] second = [.. first.Select((value, i) => value + (i % 2 == 0 ? 0.1 : 0.2))];

        Interval paired = Bootstrap.OfPairs(first, second, MeanDifference, Stream);
        Interval unpaired = Bootstrap.OfTwoSamples(first, second, MeanDifference, Stream);

        Assert.True(paired.Width < unpaired.Width / 5);
        Assert.Equal(0.15, paired.Estimate, 1e-12);
        Assert.False(paired.Contains(0));
        Assert.True(unpaired.Contains(0));
    }

    [Fact]
    public void OfPairs_MeanDifference_EqualsOneSampleOfDifferences()
    {
        double[] first = Exponential(2, 30), second = Exponential(3, 30);
        double[] differences = [.. second.Zip(first, (right, left) => right - left)];

        Interval pairs = Bootstrap.OfPairs(first, second, MeanDifference, Stream);
        Interval single = Bootstrap.OfSample(differences, Mean, Stream);

        Assert.Equal(single.Low, pairs.Low, 1e-12);
        Assert.Equal(single.High, pairs.High, 1e-12);
    }

    [Fact]
    public void OfTwoSamples_DifferentSizes_CoversTheDifferenceNearItsLevel()
    {
        const int trials = 300;

        int covered = Enumerable.Range(0, trials).Count(trial => Bootstrap.OfTwoSamples(
            Exponential(2 * trial, 30), Exponential(2 * trial + 1, 60), MeanDifference, Stream.For(trial),
            new BootstrapOptions { Resamples = 400 }).Contains(0));

        Assert.InRange((double)covered / trials, 0.90, 0.97);
    }

    [Fact]
    public void Jackknife_PublishedData_HasThePublishedAcceleration() =>
        Assert.Equal(0.061, Jackknife.OfSample(SpatialTest, PlugInVariance, BootstrapOptions.Default), 0.0005);

    [Fact]
    public void Jackknife_TwoEqualSamples_CancelInTheDifferenceAndAverageInTheSum()
    {
        double single = Jackknife.OfSample(SpatialTest, Mean, BootstrapOptions.Default);

        double difference = Jackknife.OfTwoSamples(SpatialTest, SpatialTest, MeanDifference, BootstrapOptions.Default);
        double sum = Jackknife.OfTwoSamples(SpatialTest, SpatialTest, (a, b) => Mean(a) + Mean(b), BootstrapOptions.Default);

        Assert.Equal(0, difference, 1e-12);
        Assert.Equal(single / Math.Sqrt(2), sum, 1e-12);
    }

    [Fact]
    public void BootstrapInterval_SymmetricReplicatesWithTies_NeedsNoCorrection()
    {
        double[] replicates = [.. Enumerable.Repeat(1.0, 20), .. Enumerable.Repeat(2.0, 60), .. Enumerable.Repeat(3.0, 20)];
        var plain = new BootstrapOptions { Method = BootstrapMethod.Percentile, Level = 0.5 };

        Interval corrected = BootstrapInterval.Of(2, replicates, acceleration: 0, new BootstrapOptions { Level = 0.5 });

        Assert.Equal(BootstrapInterval.Of(2, replicates, acceleration: 0, plain), corrected);
    }

    [Fact]
    public void OfSample_UnusableInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfSample([1], Mean, Stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfSample([1, 2], Mean, Stream, new BootstrapOptions { Resamples = 99 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfSample([1, 2], Mean, Stream, new BootstrapOptions { Level = 1 }));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfPairs([1, 2], [1, 2, 3], MeanDifference, Stream));
        Assert.Throws<NonFiniteException>(() => Bootstrap.OfSample([1, 2], _ => double.NaN, Stream));
    }

    private static double Mean(ReadOnlySpan<double> sample) => MeanAndError.Of(sample).Mean;

    private static double MeanDifference(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Mean(second) - Mean(first);

    private static double PlugInVariance(ReadOnlySpan<double> sample) => MeanAndError.Of(sample).SquaredDeviations / sample.Length;

    private static double[] Exponential(long seed, int count)
    {
        Draws draws = RandomStream.FromSeed(seed).For("exponential").At(0);
        var sample = new double[count];
        foreach (ref double slot in sample.AsSpan()) slot = -Math.Log(1 - draws.NextUniform());
        return sample;
    }
}
