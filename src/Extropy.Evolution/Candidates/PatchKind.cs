namespace Extropy.Evolution.Candidates;

/// <summary>How a candidate was made from others. The numbers are the stored form: never reuse one.</summary>
public enum PatchKind
{
    /// <summary>From nothing: a start of the run.</summary>
    Seed = 0,

    /// <summary>Local expansion: a few places of the parent changed.</summary>
    Diff = 1,

    /// <summary>Expansion: the parent written anew.</summary>
    Full = 2,

    /// <summary>Deletion: what holds the search in a local optimum is taken out, for something that earlier attempts did not try.</summary>
    Ablate = 3,

    /// <summary>Combination: the parent's skeleton with one addition from each donor.</summary>
    Combine = 4,

    /// <summary>Exactly one piece of one donor put into the parent.</summary>
    Translocate = 5,

    /// <summary>Crossover of the parent with one donor.</summary>
    Cross = 6,
}
