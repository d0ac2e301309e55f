namespace Extropy.Search.Contracts;

/// <summary>What a step verifier says of one step.</summary>
public enum StepValidity
{
    /// <summary>Makes no claim that can be checked.</summary>
    Neutral,

    /// <summary>Makes a claim that holds.</summary>
    Valid,

    /// <summary>Makes a claim that is false.</summary>
    Wrong,
}
