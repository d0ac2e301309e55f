using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>One row of a data set of puzzles: the English text, and what the row tells about it.</summary>
/// <param name="Index">Position in the file, from 0.</param>
/// <param name="Text">The puzzle in English, as the policy is asked.</param>
public sealed record KkDataRow(long Index, string Text)
{
    /// <summary>The row's own statements, or default when it carries none. For checking a parser, never for solving.</summary>
    public ImmutableArray<Statement> Statements { get; init; }

    /// <summary>The row's own solution as name and role, or default when it carries none.</summary>
    public ImmutableArray<(string Name, bool IsKnight)> Solution { get; init; }
}
