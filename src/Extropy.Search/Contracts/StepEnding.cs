namespace Extropy.Search.Contracts;

/// <summary>What a token ends.</summary>
public enum StepEnding
{
    /// <summary>Nothing: the step goes on.</summary>
    None,

    /// <summary>The step; another may follow.</summary>
    Step,

    /// <summary>The step and the whole answer.</summary>
    Answer,
}
