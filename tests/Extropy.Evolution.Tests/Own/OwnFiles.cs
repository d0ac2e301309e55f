using Extropy.Evolution.Own;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Own;

/// <summary>Writes problem files for tests.</summary>
internal static class OwnFiles
{
    /// <summary>Two numbers between 0 and 1, wanted near (0.25, 0.75).</summary>
    public const string Point = """
        {"id": "near", "title": "Be near.", "aim": "minimise", "candidate": {"rows": 1, "columns": ["x", "y"], "low": 0, "high": 1},
         "evaluate": ["python3", "evaluate.py"], "seconds": 5}
        """;

    public const string NearPython = """
        import json, sys
        (x, y), = json.load(open(sys.argv[1]))
        print(json.dumps({"score": (x - 0.25) ** 2 + (y - 0.75) ** 2, "metrics": {"x": x, "y": y}}))
        """;

    /// <summary>A program that prints a number, wanted large.</summary>
    public const string Program = """
        {"id": "large", "title": "Print a large number.", "aim": "maximise", "evaluate": ["/bin/sh", "evaluate.sh"], "seconds": 2,
         "candidate": {"files": ["candidate.py"], "edit": "candidate.py", "run": ["python3", "candidate.py"], "language": "python"}}
        """;

    public const string ProgramStart = "# >>> editable\nvalue = 1\n# <<< editable\nprint(value)\n";

    public const string EvaluateShell = "echo \"{\\\"score\\\": $(cat \"$1\"), \\\"metrics\\\": {\\\"bytes\\\": $(wc -c < \"$1\")}}\"\n";

    /// <summary>Writes files and reads the problem among them.</summary>
    public static OwnProblem Read(TemporaryFolder folder, string problem, params (string Name, string Text)[] files)
    {
        foreach ((string name, string text) in files) File.WriteAllText(folder.File(name), text);
        File.WriteAllText(folder.File("problem.json"), problem);
        return OwnProblem.Read(folder.File("problem.json"));
    }
}
