using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;

namespace Extropy.Evolution.Genome.Language;

/// <summary>One parameter of an operation: its range, and how values are drawn and changed.</summary>
/// <param name="Name">In the printed genome.</param>
/// <param name="Low">Least value.</param>
/// <param name="High">Largest value.</param>
/// <param name="Scale">How values are spread.</param>
internal sealed record GenomeParameter(string Name, double Low, double High, ParameterScale Scale)
{
    private const double Nudge = 0.15; // standard deviation of a change, as a share of the range

    /// <summary>The words, where it is one of some words.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>A parameter that is one of some words.</summary>
    public static GenomeParameter OfWords(string name, params ImmutableArray<string> words) =>
        new(name, 0, words.Length - 1, ParameterScale.Word) { Words = words };

    /// <summary>Draws a value.</summary>
    public double Draw(ref Draws draws) => At(draws.NextUniform());

    /// <summary>Draws a value near another; of words, another word.</summary>
    public double Change(double value, ref Draws draws)
    {
        if (Scale == ParameterScale.Word) return (value + 1 + draws.NextInt(Math.Max(1, Words.Length - 1))) % Words.Length;
        double place = Place(value) + (Nudge * draws.NextGaussian());
        double changed = At(Math.Clamp(place, 0, 1));
        return IsWhole && changed == value ? Math.Clamp(value + (draws.NextBernoulli(0.5) ? 1 : -1), Low, High) : changed;
    }

    /// <summary>Where a value lies in the range, in [0, 1].</summary>
    public double Place(double value) => High <= Low ? 0 : Scale is ParameterScale.Logarithmic or ParameterScale.LogarithmicWhole
        ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);

    /// <summary>Whether a value is one of the parameter's.</summary>
    public bool Allows(double value) =>
        value >= Low && value <= High && (!IsWhole || value == Math.Floor(value));

    private bool IsWhole => Scale is ParameterScale.Whole or ParameterScale.LogarithmicWhole or ParameterScale.Word;

    // Six digits are enough for every parameter and keep the printed genome short; what is printed reads back to the same bits.
    private double At(double place)
    {
        double value = Scale switch
        {
            ParameterScale.Logarithmic => Low * Math.Exp(place * Math.Log(High / Low)),
            ParameterScale.LogarithmicWhole => Math.Round(Low * Math.Exp(place * Math.Log(High / Low))),
            ParameterScale.Even => Low + (place * (High - Low)),
            _ => Math.Min(High, Math.Floor(Low + (place * (High - Low + 1)))),
        };
        return Math.Clamp(double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Low, High);
    }
}
