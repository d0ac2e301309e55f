using Extropy.Core.Chance;
using Extropy.Core.Errors;

namespace Extropy.Tasks.Countdown;

/// <summary>Draws puzzles that can be solved: the target is what a random sequence of operations makes.</summary>
public static class CountdownGenerator
{
    private const int LargestGiven = 25;
    private const int SmallestTarget = 10;
    private const int LargestTarget = 999;

    /// <summary>One puzzle for each stream: numbers from 1 to 25, a whole target from 10 to 999 that is not given and uses all numbers in
    /// the draw that made it.</summary>
    /// <param name="numbers">How many numbers, 3 to 6.</param>
    /// <param name="stream">Source of chance.</param>
    /// <exception cref="BadInputException">The number of numbers is out of range.</exception>
    public static CountdownPuzzle One(int numbers, RandomStream stream)
    {
        if (numbers is < 3 or > 6) throw new BadInputException($"Countdown puzzles are drawn with 3 to 6 numbers, not {numbers}.");
        for (long attempt = 0; ; attempt++)
            if (Attempt(numbers, stream.At(attempt)) is { } puzzle) return puzzle;
    }

    private static CountdownPuzzle? Attempt(int numbers, Draws draws)
    {
        int[] given = new int[numbers];
        for (int i = 0; i < numbers; i++) given[i] = 1 + draws.NextInt(LargestGiven);
        var state = new CountdownState(new CountdownPuzzle([.. given], CountdownPuzzle.Largest));
        while (state.Available.Count > 1)
        {
            CountdownMove[] whole = [.. state.Moves().Where(move => move.Result is { IsWhole: true, Numerator.Sign: > 0 })];
            if (whole.Length == 0) return null;
            state.Apply(whole[draws.NextInt(whole.Length)].ToString());
        }

        Rational result = state.Available[0];
        if (result.Numerator < SmallestTarget || result.Numerator > LargestTarget || given.Contains((int)result.Numerator)) return null;
        return new([.. given], (int)result.Numerator);
    }
}
