using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Providers.Calls;

namespace Extropy.Evolution.Models;

/// <summary>How a model is asked for programs.</summary>
public sealed record ModelProposerOptions
{
    /// <summary>Most tokens of an answer, reasoning included. Source: the published configuration.</summary>
    public int MaxOutputTokens { get; init; } = ModelCall.DefaultMaxOutputTokens;

    /// <summary>Temperatures, one drawn for every call; empty leaves it to the endpoint, since models that reason accept nothing else. Default empty (the published
    /// configuration draws from 0, 0.5 and 1).</summary>
    public ImmutableArray<double> Temperatures { get; init; } = [];

    /// <summary>How long the model may think. Default unsaid.</summary>
    public ReasoningLevel Reasoning { get; init; }

    /// <summary>Most characters of a program. Default 60,000.</summary>
    public int LongestProgram { get; init; } = 60_000;

    /// <summary>Most characters of a program that is shown beside the parent; longer ones are shown from their beginning. Default 20,000.</summary>
    public int LongestShown { get; init; } = 20_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (MaxOutputTokens < 1) faults.Add($"most output tokens {MaxOutputTokens} is below 1");
        if (LongestProgram < 100) faults.Add($"the longest program of {LongestProgram} characters is below 100");
        if (LongestShown < 100) faults.Add($"the longest program shown of {LongestShown} characters is below 100");
        foreach (double temperature in Temperatures)
            if (!(temperature >= 0 && temperature <= 2)) faults.Add($"temperature {temperature} is not in [0, 2]");
        if (faults.Count > 0) throw new BadInputException($"Model proposer: {string.Join("; ", faults)}.");
    }

    /// <summary>A question with these settings; a temperature is drawn where there is a choice.</summary>
    internal ModelCall Call(ImmutableArray<ModelTurn> turns, ref Draws draws) => new(turns)
    {
        MaxOutputTokens = MaxOutputTokens,
        Temperature = Temperatures.IsDefaultOrEmpty ? null : Temperatures[draws.NextInt(Temperatures.Length)],
        Reasoning = Reasoning,
    };
}
