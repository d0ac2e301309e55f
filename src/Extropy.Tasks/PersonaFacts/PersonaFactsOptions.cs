using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Tasks.PersonaFacts;

/// <summary>The toy's four numbers.</summary>
public sealed record PersonaFactsOptions
{
    /// <summary>Number of personas; fact i belongs to persona i mod 2.</summary>
    public const int Personas = 2;

    /// <summary>m, the number of facts to be told. Default 6.</summary>
    public int Facts { get; init; } = 6;

    /// <summary>q, the probability that a step tells a fact at all. Default 0.6.</summary>
    public double TellProbability { get; init; } = 0.6;

    /// <summary>a, the probability that a step keeps the persona of the step before it. Default 0.9.</summary>
    public double Stay { get; init; } = 0.9;

    /// <summary>L_max, the longest trajectory in steps. Default 12.</summary>
    public int MaxSteps { get; init; } = 12;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Facts < Personas) faults.Add($"{Facts} facts leave a persona without any (at least {Personas})");
        if (!(TellProbability > 0 && TellProbability <= 1)) faults.Add($"tell probability {TellProbability} is not in (0, 1]");
        if (!(Stay >= 0 && Stay <= 1)) faults.Add($"stay probability {Stay} is not in [0, 1]");
        if (MaxSteps < Facts) faults.Add($"{MaxSteps} steps cannot tell {Facts} facts");
        if (faults.Count > 0) throw new BadInputException($"Persona facts: {string.Join("; ", faults)}.");
    }

    /// <summary>Identity of all four numbers.</summary>
    internal Digest Identity
    {
        get
        {
            using var builder = new DigestBuilder();
            return builder.Add("persona-facts/1").Add(Facts).Add(TellProbability).Add(Stay).Add(MaxSteps).Build();
        }
    }
}
