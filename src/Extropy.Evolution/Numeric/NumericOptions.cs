using Extropy.Core.Errors;

namespace Extropy.Evolution.Numeric;

/// <summary>How much a numeric proposal works.</summary>
internal sealed record NumericOptions
{
    /// <summary>
    /// Arithmetic of one proposal, about, in multiplications. The Newton steps allowed follow from it and the size of the problem: never from the clock.
    /// Default 3 · 10⁸, a few tenths of a second.
    /// </summary>
    public double Work { get; init; } = 3e8;

    /// <summary>Changes tried in vain before a proposal begins anew. Default 300.</summary>
    public int Patience { get; init; } = 300;

    /// <summary>Throws when something cannot be done as asked; names all faults at once.</summary>
    /// <exception cref="BadInputException">One or more faults.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Work is >= 1 and <= 1e15)) faults.Add(FormattableString.Invariant($"the work of a proposal is {Work}; 1 to 1e15 is required"));
        if (Patience < 1) faults.Add(FormattableString.Invariant($"the patience is {Patience}; at least 1 is required"));
        if (faults.Count > 0) throw new BadInputException($"The numeric proposer cannot work like this: {string.Join("; ", faults)}.");
    }
}
