using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Vector;

namespace Extropy.Evolution.Own;

/// <summary>Reads problem files. Everything that is wrong is told at once.</summary>
internal static partial class OwnProblemReader
{
    private const int LongestFile = 1 << 20;
    private const int MostRows = 10_000;
    private const int MostColumns = 100;
    private const int MostNumbers = 10_000;
    private const double LongestSeconds = 86_400;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads a problem and its files.</summary>
    /// <exception cref="BadInputException">Faults, all of them.</exception>
    public static OwnProblem Read(string path)
    {
        byte[] bytes = Bytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new BadInputException($"{path} is no problem file: it holds one JSON object with 'id', 'title', 'aim', 'candidate' and 'evaluate'.");
            return Read(path, document.RootElement, bytes);
        }
        catch (JsonException fault)
        {
            throw new BadInputException($"{path} cannot be read as JSON: {fault.Message}");
        }
    }

    private static OwnProblem Read(string path, JsonElement root, byte[] bytes)
    {
        List<string> faults = [];
        var members = new ProblemMembers(root, "", faults);
        string? id = Id(members), title = members.Text("title", "what is asked, in one sentence"), statement = members.Text("statement", null);
        Aim aim = AimOf(members);
        double? record = members.Number("record", null);
        double seconds = members.Number("seconds", null) ?? OwnProblem.DefaultTime.TotalSeconds;
        if (!(seconds > 0 && seconds <= LongestSeconds)) members.Fault("seconds", string.Create(CultureInfo.InvariantCulture, $"is {seconds}; more than 0 and at most {LongestSeconds} is required"));
        var files = new OwnFileList(path, bytes, faults);
        (OwnNumbers? numbers, OwnProgram? program) = Candidate(members, files, faults);
        ImmutableArray<string> evaluate = Plain(members.Words("evaluate", "the evaluator's command, for example [\"python3\", \"evaluate.py\"]"));
        files.AddFromCommand("evaluate", evaluate);
        foreach (string name in members.Words("files", null)) files.Add("files", name);
        members.End();
        if (faults.Count > 0) throw new BadInputException($"{path} cannot be used: {string.Join("; ", faults)}.");
        return new OwnProblem
        {
            Id = id!, // no faults: they are there
            Title = title!,
            Statement = statement,
            Aim = aim,
            Record = record is { } value ? new KnownRecord(value, $"as {Path.GetFileName(path)} says") : null,
            Numbers = numbers,
            Program = program,
            Evaluate = evaluate,
            Time = TimeSpan.FromSeconds(seconds),
            Files = files.All,
        };
    }

    private static string? Id(ProblemMembers members)
    {
        string? id = members.Text("id", "a short name, for example spread-12");
        if (id is not null && !IdForm().IsMatch(id)) members.Fault("id", "is made of up to 60 letters, digits and dashes, and begins with a letter");
        return id;
    }

    private static Aim AimOf(ProblemMembers members)
    {
        string? aim = members.Text("aim", "maximise or minimise");
        if (aim is not (null or "maximise" or "minimise")) members.Fault("aim", $"is '{Short(aim)}'; maximise or minimise is required");
        return aim == "minimise" ? Aim.Minimise : Aim.Maximise;
    }

    private static (OwnNumbers? Numbers, OwnProgram? Program) Candidate(ProblemMembers members, OwnFileList files, List<string> faults)
    {
        if (members.Object("candidate", "numbers such as {\"rows\": 12, \"columns\": [\"x\", \"y\"], \"low\": 0, \"high\": 1}, or a program with 'files', 'edit', 'run' and 'language'") is not { } element)
            return (null, null);
        var candidate = new ProblemMembers(element, "candidate.", faults);
        bool isProgram = element.TryGetProperty("files", out _) || element.TryGetProperty("edit", out _) || element.TryGetProperty("language", out _);
        (OwnNumbers?, OwnProgram?) read = isProgram ? (null, Program(candidate, files)) : (Numbers(candidate), null);
        candidate.End();
        return read;
    }

    private static OwnNumbers? Numbers(ProblemMembers candidate)
    {
        int? rows = candidate.Whole("rows", "how many rows", 1, MostRows);
        ImmutableArray<string> columns = candidate.Words("columns", "the name of each number of a row");
        if (columns.Length > MostColumns || columns.Distinct(StringComparer.Ordinal).Count() != columns.Length) candidate.Fault("columns", $"are at most {MostColumns} names, no two the same");
        ImmutableArray<double> low = candidate.Numbers("low", "the least value of each number", columns.Length), high = candidate.Numbers("high", "the largest value of each number", columns.Length);
        if (rows is not { } count || columns.Length == 0 || low.Length != columns.Length || high.Length != columns.Length) return null;
        if (count * columns.Length > MostNumbers) candidate.Fault("rows", $"and columns make more than {MostNumbers} numbers");
        ImmutableArray<ColumnRange> ranges = [.. low.Select((least, column) => new ColumnRange(least, high[column]))];
        for (int column = 0; column < ranges.Length; column++)
            if (!ranges[column].IsProper) candidate.Fault("low", string.Create(CultureInfo.InvariantCulture, $"of '{columns[column]}' is {low[column]}, which is not below its 'high' of {high[column]}"));
        return new OwnNumbers(new LayoutShape(count, columns), ranges);
    }

    private static OwnProgram? Program(ProblemMembers candidate, OwnFileList files)
    {
        ImmutableArray<string> names = candidate.Words("files", "the program's files, for example [\"candidate.py\"]");
        string? edit = candidate.Text("edit", "the file that is edited"), language = candidate.Text("language", "python or csharp");
        bool isCSharp = language == "csharp";
        ImmutableArray<string> run = Plain(candidate.Words("run", isCSharp ? null : "the command that runs it, for example [\"python3\", \"candidate.py\"]"));
        if (language is not (null or "python" or "csharp")) candidate.Fault("language", $"is '{Short(language)}'; python or csharp is required");
        if (isCSharp && run.Length > 0) candidate.Fault("run", "is not for csharp: leave it out, a class Candidate with a static method Run() is compiled and run");
        if (isCSharp && names.Length > 1) candidate.Fault("files", "is one file for csharp");
        foreach (string name in names) files.Add("candidate.files", name);
        foreach (string word in run.Where(word => OwnFileList.IsScript(word) && !names.Contains(word))) candidate.Fault("run", $"names '{Short(word)}', which 'candidate.files' does not");
        if (edit is not null && names.Length > 0 && !names.Contains(edit)) candidate.Fault("edit", $"names no file of the program: {NearestNames.Message("file", edit, names)}");
        ProgramLanguage edited = isCSharp ? ProgramLanguage.CSharp : ProgramLanguage.Python;
        if (edit is not null && files.TextOf(edit) is { } text)
            EditableBlock.Find(text, edited).Match(_ => true, failure => { candidate.Fault("edit", $"cannot be edited, {edit}: {failure.Reason.TrimEnd('.')}"); return false; });
        return edit is null ? null : new OwnProgram(names, edit, run, edited);
    }

    /// <summary>A command whose files are named as elsewhere: <c>./evaluate.py</c> is <c>evaluate.py</c>.</summary>
    private static ImmutableArray<string> Plain(ImmutableArray<string> command) => [.. command.Select(word => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word)];

    private static byte[] Bytes(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new BadInputException($"There is no problem file {path}; a problem that is built in is named without .json, and evolve --list shows all of them.");
        if (file.Length > LongestFile) throw new BadInputException($"{path} is no problem file: it is longer than {LongestFile >> 20} MiB.");
        return File.ReadAllBytes(path);
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{0,59}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdForm();
}
