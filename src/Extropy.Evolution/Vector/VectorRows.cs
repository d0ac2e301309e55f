using Extropy.Core.Chance;

namespace Extropy.Evolution.Vector;

/// <summary>Changes that take whole rows; where there is only one row, single numbers.</summary>
internal static class VectorRows
{
    private const double BlendShare = 0.3;
    private const double Beyond = 0.25; // of the distance, on either side

    /// <summary>full: everything drawn anew.</summary>
    public static string Anew(VectorSpace space, Span<double> numbers, ref Draws draws)
    {
        for (int i = 0; i < numbers.Length; i++) numbers[i] = space.Anew(i, ref draws);
        return "new start";
    }

    /// <summary>ablate: up to a third of the rows drawn anew, at least one.</summary>
    public static string Forget(VectorSpace space, Span<double> numbers, ref Draws draws)
    {
        for (int left = 1 + draws.NextInt(Math.Max(1, space.Units / 3)); left > 0; left--)
        {
            int unit = draws.NextInt(space.Units);
            for (int i = unit * space.Unit; i < (unit + 1) * space.Unit; i++) numbers[i] = space.Anew(i, ref draws);
        }

        return space.Rows > 1 ? "rows drawn anew" : "numbers drawn anew";
    }

    /// <summary>cross: each row from the parent or the donor; or all rows somewhere on the line through both.</summary>
    public static string Exchange(VectorSpace space, Span<double> numbers, ReadOnlySpan<double> donor, ref Draws draws)
    {
        if (draws.NextBernoulli(BlendShare))
        {
            double part = ((1 + (2 * Beyond)) * draws.NextUniform()) - Beyond;
            for (int i = 0; i < numbers.Length; i++) numbers[i] += part * (donor[i] - numbers[i]);
            return "blended with a donor";
        }

        double share = draws.NextUniform();
        int sure = draws.NextInt(space.Units);
        for (int unit = 0; unit < space.Units; unit++)
            if (unit == sure || draws.NextBernoulli(share)) Copy(space, donor, unit, numbers, unit);
        return space.Rows > 1 ? "rows exchanged" : "numbers exchanged";
    }

    /// <summary>translocate: a run of the donor's rows, up to a third, put anywhere into the parent. Numbers of a single row keep their places.</summary>
    public static string Transplant(VectorSpace space, Span<double> numbers, ReadOnlySpan<double> donor, ref Draws draws)
    {
        int count = 1 + draws.NextInt(Math.Max(1, space.Units / 3));
        int from = draws.NextInt(space.Units), to = space.Rows > 1 ? draws.NextInt(space.Units) : from;
        for (int k = 0; k < count; k++) Copy(space, donor, (from + k) % space.Units, numbers, (to + k) % space.Units);
        return space.Rows > 1 ? "rows transplanted" : "numbers transplanted";
    }

    private static void Copy(VectorSpace space, ReadOnlySpan<double> source, int from, Span<double> target, int to) =>
        source.Slice(from * space.Unit, space.Unit).CopyTo(target[(to * space.Unit)..]);
}
