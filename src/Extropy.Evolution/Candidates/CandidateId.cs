using System.Globalization;

namespace Extropy.Evolution.Candidates;

/// <summary>Which candidate of a run: its place in the order of commits, from 0. A smaller number was committed earlier.</summary>
/// <param name="Value">Not negative.</param>
public readonly record struct CandidateId(long Value) : IComparable<CandidateId>
{
    /// <inheritdoc/>
    public int CompareTo(CandidateId other) => Value.CompareTo(other.Value);

    /// <summary>The number with a hash sign, for example <c>#17</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Value}");
}
