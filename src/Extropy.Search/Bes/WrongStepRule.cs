namespace Extropy.Search.Bes;

/// <summary>What becomes of trajectories with a step that the verifier marks wrong.</summary>
public enum WrongStepRule
{
    /// <summary>They enter the pool with a capped score and are rarely drawn: the released code.</summary>
    Cap,

    /// <summary>They enter the pool with a capped score and are never parents: our own addition.</summary>
    Prune,

    /// <summary>
    /// They do not enter: an expansion is asked for step by step and ends before the first wrong step, whose tokens are lost; a recombined
    /// child with one is dropped. Our own addition.
    /// </summary>
    Stop,

    /// <summary>
    /// As <see cref="Stop"/>, but the expansion draws a wrong step again in its place, a bounded number of times in a row. Our own addition.
    /// </summary>
    Redraw,
}
