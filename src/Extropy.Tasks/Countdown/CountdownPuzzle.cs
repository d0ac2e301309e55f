using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Tasks.Countdown;

/// <summary>Reach a target with some numbers, each used at most once, by + − × ÷.</summary>
public sealed record CountdownPuzzle
{
    /// <summary>Most numbers.</summary>
    public const int MostNumbers = 8;

    /// <summary>Largest number and target.</summary>
    public const int Largest = 1_000_000;

    /// <summary>Creates a puzzle.</summary>
    /// <param name="numbers">2 to 8 numbers, each 1 to 1,000,000; repetitions allowed.</param>
    /// <param name="target">1 to 1,000,000.</param>
    /// <exception cref="BadInputException">Anything outside these ranges.</exception>
    public CountdownPuzzle(ImmutableArray<int> numbers, int target)
    {
        if (numbers.IsDefault || numbers.Length is < 2 or > MostNumbers)
            throw new BadInputException($"Countdown takes 2 to {MostNumbers} numbers, not {(numbers.IsDefault ? 0 : numbers.Length)}.");
        foreach (int number in numbers.Add(target))
            if (number is < 1 or > Largest) throw new BadInputException($"Countdown takes numbers and targets from 1 to {Largest}, not {number}.");
        Numbers = numbers;
        Target = target;
    }

    /// <summary>The numbers.</summary>
    public ImmutableArray<int> Numbers { get; }

    /// <summary>What to reach.</summary>
    public int Target { get; }

    /// <summary>The puzzle as text: <c>Numbers: 3 8 25. Target: 49.</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Numbers: {string.Join(' ', Numbers)}. Target: {Target}.");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="BadInputException">Another form.</exception>
    public static CountdownPuzzle Parse(string text)
    {
        string[] parts = text.Split(["Numbers: ", ". Target: ", "."], StringSplitOptions.RemoveEmptyEntries);
        var numbers = ImmutableArray.CreateBuilder<int>();
        bool isRead = text.Length <= 256 && parts.Length == 2;
        foreach (string word in isRead ? parts[0].Split(' ') : [])
        {
            isRead &= int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            numbers.Add(number);
        }

        int target = 0;
        isRead = isRead && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out target);
        return isRead
            ? new(numbers.ToImmutable(), target)
            : throw new BadInputException("A Countdown puzzle is written 'Numbers: 3 8 25. Target: 49.'");
    }

    /// <summary>Equal when numbers (in order) and target are.</summary>
    public bool Equals(CountdownPuzzle? other) => other is not null && Target == other.Target && Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numbers.Length, Target);
}
