using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Data;
using Extropy.Tasks.KnightsAndKnaves.English;

namespace Extropy.Cli.Evaluating;

/// <summary>Reads the puzzles of a data file as groups by size. Nothing but the English text of a row is used.</summary>
internal static class EvalDataFile
{
    /// <summary>All rows of the wanted sizes in order, at most so many of each.</summary>
    /// <exception cref="BadInputException">The file or a row cannot be read, or it holds nothing of a wanted size.</exception>
    public static async Task<ImmutableArray<EvalGroup>> ReadAsync(string file, EvalRequest request, KkDialect dialect, CancellationToken cancellation)
    {
        var posed = new KkProblemOptions { Dialect = dialect };
        var bySize = new SortedDictionary<int, List<KkProblem>>();
        await foreach (KkDataRow row in KkDataFile.ReadAsync(file, cancellation))
        {
            KkProblem problem = ProblemOf(row, file, posed);
            int people = problem.Puzzle.People;
            if (request.People is { } wanted && !wanted.Contains(people)) continue;
            if (!bySize.TryGetValue(people, out List<KkProblem>? problems)) bySize[people] = problems = [];
            if (problems.Count < (request.Puzzles ?? int.MaxValue)) problems.Add(problem);
        }

        foreach (int people in request.People ?? [])
            if (!bySize.ContainsKey(people)) throw new BadInputException($"{Path.GetFileName(file)} has no puzzle of {people} people; leave {people} out of --people");
        if (bySize.Count == 0) throw new BadInputException($"{Path.GetFileName(file)} has no rows: there is nothing to evaluate");
        return [.. bySize.Select(size => new EvalGroup(
            size.Key, [.. size.Value.Cast<IProblem>()], size.Value.Count(problem => HeldOut.Contains(problem.Puzzle))))];
    }

    private static KkProblem ProblemOf(KkDataRow row, string file, KkProblemOptions posed)
    {
        try
        {
            return new KkProblem(KkEnglish.Parse(row.Text), posed);
        }
        catch (BadInputException fault)
        {
            throw new BadInputException($"row {row.Index} of {Path.GetFileName(file)}: {fault.Message}");
        }
    }
}
