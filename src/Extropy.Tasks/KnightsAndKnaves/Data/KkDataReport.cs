using System.Collections.Immutable;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>How well a data file's puzzles are read from their English texts.</summary>
/// <param name="Rows">Rows in the file.</param>
/// <param name="Parsed">Rows whose English text was read.</param>
/// <param name="WithStatements">Rows that carry statements of their own.</param>
/// <param name="StatementsEqual">Of those, rows whose text was read to the same statements.</param>
/// <param name="WithSolution">Rows that carry a solution.</param>
/// <param name="SolutionEqual">Of those, rows whose read puzzle has exactly that solution and no other.</param>
/// <param name="Faults">The first rows with a fault, and what is wrong; at most <see cref="MostFaults"/>.</param>
public sealed record KkDataReport(
    long Rows, long Parsed, long WithStatements, long StatementsEqual, long WithSolution, long SolutionEqual, ImmutableArray<string> Faults)
{
    /// <summary>Most faults that are described.</summary>
    public const int MostFaults = 10;

    /// <summary>True when every row was read, and agrees with whatever it carries.</summary>
    public bool IsClean => Rows > 0 && Parsed == Rows && StatementsEqual == WithStatements && SolutionEqual == WithSolution;
}
