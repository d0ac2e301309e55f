using Extropy.Core.Chance;

namespace Extropy.Evolution.Vector;

/// <summary>
/// Some numbers shifted by Gaussian steps: all of them, those of one row, or a few anywhere. The size of the steps is as often taken from how far the best of the
/// run are from the parent, which shrinks as the search closes in, as it is drawn over seven orders of magnitude, larger ones more often, whatever the search does.
/// </summary>
internal static class VectorShift
{
    private const double Largest = 0.3; // of a range
    private const double Halvings = 22;
    private const double Few = 2; // numbers expected to change
    private const double AdaptedShare = 0.5;
    private const double Finer = 3; // halvings of an adapted step, at most
    private const double Coarser = 1; // doublings of it, at most

    /// <summary>Changes numbers in place.</summary>
    /// <param name="space">Whose numbers.</param>
    /// <param name="numbers">The parent's.</param>
    /// <param name="elites">The best of the run.</param>
    /// <param name="draws">Chance.</param>
    public static string Apply(VectorSpace space, Span<double> numbers, double[][] elites, ref Draws draws)
    {
        double size = Largest * Math.Pow(2, -Halvings * draws.NextUniform() * draws.NextUniform());
        double adapted = Nearest(space, numbers, elites) * Math.Pow(2, Coarser - ((Finer + Coarser) * draws.NextUniform()));
        if (draws.NextBernoulli(AdaptedShare) && adapted > 0) size = Math.Min(adapted, Largest);
        switch (draws.NextInt(3))
        {
            case 0:
                for (int i = 0; i < numbers.Length; i++) Shift(space, numbers, i, size, ref draws);
                return "all numbers shifted";
            case 1:
                int unit = draws.NextInt(space.Units);
                for (int i = unit * space.Unit; i < (unit + 1) * space.Unit; i++) Shift(space, numbers, i, size, ref draws);
                return space.Rows > 1 ? "a row shifted" : "a number shifted";
            default:
                int sure = draws.NextInt(numbers.Length);
                for (int i = 0; i < numbers.Length; i++)
                    if (i == sure || draws.NextBernoulli((Few - 1) / numbers.Length)) Shift(space, numbers, i, size, ref draws);
                return "a few numbers shifted";
        }
    }

    /// <summary>The root mean square distance, in ranges, to the nearest of the elites that is not the parent; 0 where there is none.</summary>
    private static double Nearest(VectorSpace space, ReadOnlySpan<double> numbers, double[][] elites)
    {
        double nearest = double.PositiveInfinity;
        foreach (double[] elite in elites)
        {
            double sum = 0;
            for (int i = 0; i < elite.Length; i++)
            {
                double difference = (elite[i] - numbers[i]) / space.RangeOf(i).Width;
                sum += difference * difference;
            }

            if (sum > 0) nearest = Math.Min(nearest, sum / elite.Length);
        }

        return double.IsFinite(nearest) ? Math.Sqrt(nearest) : 0;
    }

    private static void Shift(VectorSpace space, Span<double> numbers, int number, double size, ref Draws draws) =>
        numbers[number] += space.RangeOf(number).Width * size * draws.NextGaussian();
}
