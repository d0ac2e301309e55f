using Extropy.Search.Contracts;

namespace Extropy.Cli.Solving;

/// <summary>A problem in words a person reads. What the policy reads and writes may be shorter.</summary>
internal interface IProblemText
{
    /// <summary>The problem, one sentence or paragraph per line.</summary>
    IReadOnlyList<string> Statement { get; }

    /// <summary>A step as a sentence. Any text; never throws.</summary>
    string Step(Step step);

    /// <summary>The answer that a trajectory gives, or null when it gives none.</summary>
    string? Answer(Trajectory trajectory);
}
