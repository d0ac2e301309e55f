using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

/// <summary>Trajectories in the formal dialect.</summary>
internal static class Traces
{
    public static Trajectory Of(params IEnumerable<string> paragraphs) => new([.. paragraphs.Select(text => new Step(text))]);

    /// <summary>The reference derivation, answer included.</summary>
    public static Trajectory Gold(KkPuzzle puzzle, ParagraphStyle style = ParagraphStyle.Tested) =>
        Of(ReferenceReasoner.Derive(puzzle).Select(claim => KkWriter.Paragraph(claim, style)));

    public static Trajectory Prefix(Trajectory trajectory, int length) => new(trajectory.Steps[..length]);
}
