using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>Reads every puzzle of a data file from its English text alone and compares with what the row carries.</summary>
public static class KkDataCheck
{
    /// <summary>Checks a file.</summary>
    /// <param name="path">Parquet or JSON lines, see <see cref="KkDataFile"/>.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="BadInputException">The file cannot be read. A row's puzzle that cannot be read is counted, not thrown.</exception>
    public static async Task<KkDataReport> RunAsync(string path, CancellationToken cancellationToken = default)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        var report = new KkDataReport(0, 0, 0, 0, 0, 0, []);
        await foreach (KkDataRow row in KkDataFile.ReadAsync(path, cancellationToken).ConfigureAwait(false))
        {
            KkPuzzle? puzzle = Parse(row, out string? fault);
            bool isSame = puzzle is not null && !row.Statements.IsDefault && puzzle.Statements.SequenceEqual(row.Statements);
            bool isSolved = puzzle is not null && !row.Solution.IsDefault && HasSolution(puzzle, row.Solution);
            if (puzzle is not null && !row.Statements.IsDefault && !isSame) fault = "read other statements than the row carries";
            else if (puzzle is not null && !row.Solution.IsDefault && !isSolved) fault = "read a puzzle with another solution than the row carries";
            if (fault is not null && faults.Count < KkDataReport.MostFaults) faults.Add($"row {row.Index}: {fault}");
            report = report with
            {
                Rows = report.Rows + 1,
                Parsed = report.Parsed + (puzzle is null ? 0 : 1),
                WithStatements = report.WithStatements + (row.Statements.IsDefault ? 0 : 1),
                StatementsEqual = report.StatementsEqual + (isSame ? 1 : 0),
                WithSolution = report.WithSolution + (row.Solution.IsDefault ? 0 : 1),
                SolutionEqual = report.SolutionEqual + (isSolved ? 1 : 0),
            };
        }

        return report with { Faults = faults.ToImmutable() };
    }

    private static KkPuzzle? Parse(KkDataRow row, out string? fault)
    {
        fault = null;
        try
        {
            return KkEnglish.Parse(row.Text);
        }
        catch (BadInputException error)
        {
            fault = error.Message;
            return null;
        }
    }

    private static bool HasSolution(KkPuzzle puzzle, ImmutableArray<(string Name, bool IsKnight)> solution)
    {
        if (solution.Length != puzzle.People || !KkSolver.TryUnique(puzzle, out int knights)) return false;
        Roles roles = Roles.None;
        foreach ((string name, bool isKnight) in solution)
        {
            int person = puzzle.Names.IndexOf(name, StringComparer.OrdinalIgnoreCase);
            if (person < 0) return false;
            roles = roles.With(person, isKnight);
        }

        return roles == Roles.Complete(puzzle.People, knights);
    }
}
