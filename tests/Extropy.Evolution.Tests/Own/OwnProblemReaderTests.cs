using Extropy.Core.Errors;
using Extropy.Evolution.Own;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Vector;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Own;

/// <summary>Problem files: what they say, and everything that can be wrong with them.</summary>
public sealed class OwnProblemReaderTests
{
    [Fact]
    public void Read_Numbers_HasShapeRangesAndFiles()
    {
        using var folder = new TemporaryFolder();
        OwnProblem problem = OwnFiles.Read(
            folder,
            """
            {"id": "a-1", "title": "T.", "aim": "maximise", "record": 2.5, "seconds": 0.5, "files": ["data.csv"], "evaluate": ["python3", "./evaluate.py", "--fast"],
             "candidate": {"rows": 3, "columns": ["x", "y"], "low": [0, -1], "high": 4}}
            """,
            ("evaluate.py", "print()"), ("data.csv", "1,2"));

        Assert.Equal(("a-1", "T.", Aim.Maximise, 2.5), (problem.Id, problem.Title, problem.Aim, problem.Record!.Value));
        Assert.Equal(new ColumnRange[] { new(0, 4), new(-1, 4) }, problem.Numbers!.Ranges);
        Assert.Equal(3, problem.Numbers.Shape.Rows);
        Assert.Equal(["python3", "evaluate.py", "--fast"], problem.Evaluate);
        Assert.Equal(["problem.json", "evaluate.py", "data.csv"], problem.Files.Select(file => file.Name));
        Assert.Equal(TimeSpan.FromSeconds(0.5), problem.Time);
    }

    [Fact]
    public void Identity_WithAnyChangedFile_IsAnother()
    {
        using var folder = new TemporaryFolder();
        OwnProblem before = OwnFiles.Read(folder, OwnFiles.Point, ("evaluate.py", "a"));
        OwnProblem same = OwnFiles.Read(folder, OwnFiles.Point, ("evaluate.py", "a"));
        OwnProblem after = OwnFiles.Read(folder, OwnFiles.Point, ("evaluate.py", "b"));

        Assert.Equal(before.Identity, same.Identity);
        Assert.NotEqual(before.Identity, after.Identity);
    }

    [Theory]
    [InlineData("{", "cannot be read as JSON")]
    [InlineData("[]", "is no problem file")]
    [InlineData("{\"id\": \"a\", \"id\": \"b\"}", "cannot be read as JSON: Duplicate property 'id'")]
    [InlineData("{}", "'id' is missing: a short name", "'title' is missing", "'aim' is missing: maximise or minimise", "'candidate' is missing", "'evaluate' is missing")]
    [InlineData("{\"id\": \"a b\", \"title\": \" \", \"aim\": \"max\"}", "'id' is made of", "'title' is blank", "'aim' is 'max'; maximise or minimise is required")]
    [InlineData("{\"id\": 7, \"titel\": \"x\", \"seconds\": 0, \"record\": 1e999}", "'id' is 7; a text is required", "unknown member 'titel'; did you mean 'title'?", "'seconds' is 0; more than 0", "'record' is 1e999")]
    [InlineData("{\"candidate\": {\"rows\": 0, \"columns\": [\"x\", \"x\"], \"lo\": 1}}", "'candidate.rows' is 0; a whole number from 1 to 10000", "no two the same", "'candidate.low' is missing", "unknown member of 'candidate' 'lo'; did you mean 'low'?")]
    [InlineData("{\"candidate\": {\"rows\": 2, \"columns\": [\"x\", \"y\"], \"low\": 1, \"high\": [2, 1]}}", "'candidate.low' of 'y' is 1, which is not below its 'high' of 1")]
    [InlineData("{\"candidate\": {\"rows\": 2, \"columns\": [\"x\", \"y\"], \"low\": 1, \"high\": [2]}}", "'candidate.high' is a number, or an array with one number for each column")]
    [InlineData("{\"candidate\": {\"rows\": 9999, \"columns\": [\"x\", \"y\"], \"low\": 0, \"high\": 1}}", "more than 10000 numbers")]
    [InlineData("{\"candidate\": {\"files\": [\"candidate.py\"]}}", "'candidate.edit' is missing", "'candidate.run' is missing", "'candidate.language' is missing")]
    [InlineData("{\"candidate\": {\"files\": [\"candidate.py\"], \"edit\": \"candidat.py\", \"run\": [\"python3\", \"main.py\"], \"language\": \"perl\"}}", "did you mean 'candidate.py'?", "names 'main.py', which 'candidate.files' does not", "'candidate.language' is 'perl'; python or csharp is required")]
    [InlineData("{\"candidate\": {\"files\": [\"plain.py\"], \"edit\": \"plain.py\", \"run\": [\"python3\", \"plain.py\"], \"language\": \"python\"}}", "cannot be edited, plain.py: A program has one line '# >>> editable'")]
    [InlineData("{\"candidate\": {\"files\": [\"candidate.py\"], \"edit\": \"candidate.py\", \"run\": [\"x\"], \"language\": \"csharp\"}}", "'candidate.run' is not for csharp")]
    [InlineData("{\"evaluate\": [\"python3\", \"evalute.py\"], \"files\": [\"../x\", \"/etc/passwd\", \"none.txt\"]}", "names 'evalute.py', which is not beside the problem file (evaluate.py is)", "names '../x'", "names '/etc/passwd'", "names 'none.txt'")]
    [InlineData("{\"evaluate\": []}", "'evaluate' is an array of 1 to 200 texts")]
    [InlineData("{\"evaluate\": [\"python3\", 7]}", "'evaluate' is an array of 1 to 200 texts")]
    [InlineData("{\"evaluate\": \"python3 evaluate.py\"}", "an array of texts is required")]
    public void Read_AWrongFile_NamesAllFaultsAtOnce(string problem, params string[] faults)
    {
        using var folder = new TemporaryFolder();
        var fault = Assert.Throws<BadInputException>(() => OwnFiles.Read(
            folder, problem, ("evaluate.py", "print()"), ("candidate.py", OwnFiles.ProgramStart), ("plain.py", "print()")));

        Assert.All(faults, expected => Assert.Contains(expected, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Read_AFileThatIsNotThere_SaysHowProblemsAreNamed()
    {
        var fault = Assert.Throws<BadInputException>(() => OwnProblem.Read("/no/such/mine.json"));

        Assert.Equal("There is no problem file /no/such/mine.json; a problem that is built in is named without .json, and evolve --list shows all of them.", fault.Message);
    }
}
