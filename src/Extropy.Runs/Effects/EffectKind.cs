namespace Extropy.Runs.Effects;

/// <summary>What the world did to a search. The numbers are the stored form: never reuse one.</summary>
public enum EffectKind
{
    /// <summary>A policy's response.</summary>
    Continuation = 1,

    /// <summary>Log-probabilities of a given text.</summary>
    Scoring = 2,

    /// <summary>The verdict of a verifier outside the process.</summary>
    Verification = 3,

    /// <summary>The deadline was seen to have passed.</summary>
    Deadline = 4,

    /// <summary>Which fork returned first, and what the cancelled ones had spent.</summary>
    Race = 5,

    /// <summary>Not an effect but a check: the digest of what the search has done so far.</summary>
    State = 6,

    /// <summary>A model's reply to a conversation.</summary>
    Reply = 7,

    /// <summary>What a proposer of an evolution answered.</summary>
    Proposal = 8,

    /// <summary>A committed proposal of an evolution with its evaluation.</summary>
    Commit = 9,

    /// <summary>A growth of an evolution's goal tree.</summary>
    Goals = 10,

    /// <summary>What an evolution's look back on itself left for later proposals.</summary>
    Reflection = 11,
}
