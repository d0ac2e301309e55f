namespace Extropy.Core.Statistics;

/// <summary>
/// The acceleration constant of BCa: how fast the standard error changes with the parameter, estimated from the statistic with one
/// entry left out at a time.
/// </summary>
/// <remarks>
/// a = (1/6) Σₛ nₛ⁻³ Σᵢ l³ₛᵢ / (Σₛ nₛ⁻² Σᵢ l²ₛᵢ)^(3/2) over samples s, with influence values lᵢ = (n − 1)(mean of θ₍₋ⱼ₎ − θ₍₋ᵢ₎).
/// One sample: Efron and Tibshirani 1993, eq. 14.15; several: Davison and Hinkley 1997, chapter 5.
/// </remarks>
internal static class Jackknife
{
    /// <summary>Acceleration for one sample, 0 where the method does not need it.</summary>
    public static double OfSample(ReadOnlySpan<double> sample, SampleStatistic statistic, BootstrapOptions options)
    {
        if (options.Method == BootstrapMethod.Percentile) return 0;

        var values = new double[sample.Length];
        var rest = new double[sample.Length - 1];
        for (int i = 0; i < values.Length; i++)
        {
            LeaveOut(sample, i, rest);
            values[i] = statistic(rest);
        }

        return Acceleration(Moments(values));
    }

    /// <summary>Acceleration for pairs: a whole pair is left out.</summary>
    public static double OfPairs(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, PairStatistic statistic, BootstrapOptions options)
    {
        if (options.Method == BootstrapMethod.Percentile) return 0;

        var values = new double[first.Length];
        var firstRest = new double[first.Length - 1];
        var secondRest = new double[second.Length - 1];
        for (int i = 0; i < values.Length; i++)
        {
            LeaveOut(first, i, firstRest);
            LeaveOut(second, i, secondRest);
            values[i] = statistic(firstRest, secondRest);
        }

        return Acceleration(Moments(values));
    }

    /// <summary>Acceleration for two independent samples: one entry of either is left out.</summary>
    public static double OfTwoSamples(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, PairStatistic statistic, BootstrapOptions options)
    {
        if (options.Method == BootstrapMethod.Percentile) return 0;

        var firstValues = new double[first.Length];
        var firstRest = new double[first.Length - 1];
        for (int i = 0; i < first.Length; i++)
        {
            LeaveOut(first, i, firstRest);
            firstValues[i] = statistic(firstRest, second);
        }

        var secondValues = new double[second.Length];
        var secondRest = new double[second.Length - 1];
        for (int i = 0; i < second.Length; i++)
        {
            LeaveOut(second, i, secondRest);
            secondValues[i] = statistic(first, secondRest);
        }

        var (squares, cubes) = Moments(firstValues);
        var (moreSquares, moreCubes) = Moments(secondValues);
        return Acceleration((squares + moreSquares, cubes + moreCubes));
    }

    private static void LeaveOut(ReadOnlySpan<double> sample, int index, Span<double> rest)
    {
        sample[..index].CopyTo(rest);
        sample[(index + 1)..].CopyTo(rest[index..]);
    }

    /// <summary>n⁻² Σ l² and n⁻³ Σ l³ of one sample's influence values.</summary>
    private static (double Squares, double Cubes) Moments(ReadOnlySpan<double> leftOut)
    {
        double mean = MeanAndError.Of(leftOut).Mean;
        double n = leftOut.Length, squares = 0, cubes = 0;
        foreach (double value in leftOut)
        {
            double influence = (n - 1) * (mean - value) / n;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }

        return (squares, cubes);
    }

    /// <summary>A statistic that no entry moves has no skew to correct.</summary>
    private static double Acceleration((double Squares, double Cubes) moments) =>
        moments.Squares == 0 ? 0 : moments.Cubes / (6 * Math.Pow(moments.Squares, 1.5));
}
