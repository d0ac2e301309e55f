using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Own;

/// <summary>A problem of one's own whose candidates are programs, as a model is told.</summary>
internal static class OwnTask
{
    /// <summary>The task, and the program to start from.</summary>
    /// <param name="problem">Of programs.</param>
    /// <param name="program">Its program.</param>
    public static ProgramTask Of(OwnProblem problem, OwnProgram program) => new()
    {
        Statement = Statement(problem, program),
        Language = program.Language,
        Start = Start(problem, program),
        EditedPart = program.Edit,
    };

    /// <summary>The program that a search starts from: its edited file.</summary>
    public static ImmutableArray<Part> Start(OwnProblem problem, OwnProgram program) =>
        [new Part(program.Edit, Encoding.UTF8.GetString(problem.Files.First(file => file.Name == program.Edit).Content.AsSpan()))];

    private static string Statement(OwnProblem problem, OwnProgram program)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string record = problem.Record is { } known ? string.Create(culture, $" The best score known is {known.Value:0.000000######}.") : "";
        string form = program.Run.Length > 0
            ? $"The program is run as `{string.Join(' ', program.Run)}`; what it prints is given to the evaluator. {(program.Files.Length > 1 ? $"Beside {program.Edit} there are {string.Join(", ", program.Files.Where(name => name != program.Edit))}, which do not change." : "")}"
            : "The program is a C# class Candidate with a static method Run() that returns double[,]; its rows are given to the evaluator. Only System, System.Collections.Generic, System.Linq, System.Numerics and their like may be used.";
        return string.Create(
            culture,
            $"""
            {problem.Title}{(problem.Statement is { } more ? $"\n\n{more}" : "")}

            An evaluator gives the score; the {(problem.Aim == Aim.Maximise ? "largest" : "smallest")} wins.{record} It also names other numbers, which are shown beside the score.

            {form.TrimEnd()}

            The program has {problem.Time.TotalSeconds:0.#} seconds, no network and no input. It must give the same every time: give every random generator a fixed seed, and bound the
            work by counts instead of time.
            """).ReplaceLineEndings("\n");
    }
}
