using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>What came back from a candidate's program: a table of numbers, or what went wrong. Either is the claim of a stranger.</summary>
/// <param name="Layout">The numbers, unjudged; null where there are none.</param>
/// <param name="Failure">One sentence that may be shown to the candidate's author; null where there are numbers.</param>
public sealed record CandidateAnswer(Layout? Layout, string? Failure)
{
    /// <summary>A failure.</summary>
    public static CandidateAnswer Failed(string failure) => new(null, failure);
}
