namespace Extropy.Providers.Calls;

/// <summary>How long a model that reasons may think before it answers.</summary>
public enum ReasoningLevel
{
    /// <summary>What the endpoint does when nothing is said; the only one that models without reasoning accept.</summary>
    Unsaid,

    /// <summary>Little.</summary>
    Low,

    /// <summary>Some.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,
}
