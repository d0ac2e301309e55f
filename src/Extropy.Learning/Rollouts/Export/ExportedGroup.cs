using System.Collections.Immutable;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>A group in the words of an export.</summary>
/// <param name="Group">The group itself.</param>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Lines">Shape [G]: its members; at least one.</param>
/// <param name="GroundTruth">The right answer, or empty.</param>
internal sealed record ExportedGroup(RolloutGroup Group, int Index, ImmutableArray<RolloutLine> Lines, string GroundTruth);
