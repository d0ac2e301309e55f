using System.Globalization;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Models;

/// <summary>Built-in problems as tasks for programs that compute a layout, with a plain program to start from.</summary>
public static class LayoutTasks
{
    /// <summary>The file of a C# program.</summary>
    public const string CSharpFile = "Candidate.cs";

    /// <summary>The file of a Python program.</summary>
    public const string PythonFile = "candidate.py";

    /// <summary>A problem for programs in C#: see <see cref="CSharpEvaluator"/>.</summary>
    public static ProgramTask CSharp(IOpenProblem problem, SandboxLimits limits) => new()
    {
        Statement = Statement(
            problem,
            limits,
            $"Write a C# class Candidate with a static method Run() that returns the layout as double[{problem.Shape.Rows}, {problem.Shape.Columns.Length}].",
            "Only System, System.Collections.Generic, System.Linq, System.Numerics and their like may be used: no files, threads, clocks, reflection or input."),
        Language = ProgramLanguage.CSharp,
        Start = [new Part(CSharpFile, CSharpStart(problem.Shape))],
        EditedPart = CSharpFile,
    };

    /// <summary>A problem for programs in Python: see <see cref="PythonEvaluator"/>.</summary>
    public static ProgramTask Python(IOpenProblem problem, SandboxLimits limits) => new()
    {
        Statement = Statement(
            problem,
            limits,
            $"Write a Python function run() that returns the layout as a list of {problem.Shape.Rows} rows of {problem.Shape.Columns.Length} floats.",
            "Only the standard library may be taken for granted: no files, processes, network or input."),
        Language = ProgramLanguage.Python,
        Start = [new Part(PythonFile, PythonStart(problem.Shape))],
        EditedPart = PythonFile,
    };

    private static string Statement(IOpenProblem problem, SandboxLimits limits, string form, string bounds)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string aim = problem.Aim == Aim.Maximise ? "largest" : "smallest";
        string record = problem.Record is { } known ? string.Create(culture, $" The best value known is {known.Value:0.000000######}.") : "";
        return string.Create(
            culture,
            $"""
            {problem.Title} The score is that quantity; the {aim} wins.{record}

            {form} A row holds {string.Join(", ", problem.Shape.Columns)} of one object.

            The layout is judged in exact arithmetic with tolerance zero: a layout that breaks a constraint by more than its last bits scores nothing. The score is
            recomputed from the layout; nothing else that the program prints or claims counts.

            The program has {limits.Wall.TotalSeconds:0.#} seconds on one core and {limits.Memory >> 20} MiB of memory. {bounds} It must return the same layout every time: give every
            random generator a fixed seed, and bound the work by counts instead of time.
            """).ReplaceLineEndings("\n");
    }

    /// <summary>Circles on a grid in the unit square; points on a moment curve, of which no three (in space no four) are in one line (plane).</summary>
    private static string CSharpStart(LayoutShape shape)
    {
        bool isCircles = shape.Columns.Contains("r");
        string[] body = isCircles
            ? ["int side = (int)Math.Ceiling(Math.Sqrt(Count));", "for (int i = 0; i < Count; i++)", "{", "    layout[i, 0] = (i % side + 0.5) / side;", "    layout[i, 1] = (i / side + 0.5) / side;", "    layout[i, 2] = 0.5 / side;", "}"]
            : ["for (int i = 0; i < Count; i++)", "{", "    double t = i / (Count - 1.0);", "    layout[i, 0] = t / 2;", "    layout[i, 1] = t * t / 2;", .. shape.Columns.Length > 2 ? ["    layout[i, 2] = t * t * t / 2;"] : (string[])[], "}"];
        return string.Join('\n',
        [
            "using System;", "using System.Collections.Generic;", "using System.Linq;", "", "static class Candidate", "{",
            string.Create(CultureInfo.InvariantCulture, $"    const int Count = {shape.Rows};"), "", $"    {ProgramLanguage.CSharp.StartMarker}",
            "    static double[,] Run()", "    {", string.Create(CultureInfo.InvariantCulture, $"        var layout = new double[Count, {shape.Columns.Length}];"),
            .. body.Select(line => $"        {line}"), "        return layout;", "    }", $"    {ProgramLanguage.CSharp.EndMarker}", "}", "",
        ]);
    }

    private static string PythonStart(LayoutShape shape)
    {
        bool isCircles = shape.Columns.Contains("r");
        string[] body = isCircles
            ? ["    side = math.ceil(math.sqrt(COUNT))", "    return [[(i % side + 0.5) / side, (i // side + 0.5) / side, 0.5 / side] for i in range(COUNT)]"]
            : ["    ts = [i / (COUNT - 1) for i in range(COUNT)]", shape.Columns.Length > 2 ? "    return [[t / 2, t * t / 2, t * t * t / 2] for t in ts]" : "    return [[t / 2, t * t / 2] for t in ts]"];
        return string.Join('\n',
        [
            "import math", "", string.Create(CultureInfo.InvariantCulture, $"COUNT = {shape.Rows}"), "", ProgramLanguage.Python.StartMarker, "def run():",
            .. body, ProgramLanguage.Python.EndMarker, "",
        ]);
    }
}
