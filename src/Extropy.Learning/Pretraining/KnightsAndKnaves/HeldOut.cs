using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>Which puzzles are never trained on: a fixed eighth of all, chosen by the identity of their statements, so that evaluation is
/// disjoint from training without any list.</summary>
public static class HeldOut
{
    private const ulong Parts = 8;

    /// <summary>Whether a puzzle is kept for evaluation.</summary>
    public static bool Contains(KkPuzzle puzzle) => puzzle.Digest.Low % Parts == 0;
}
