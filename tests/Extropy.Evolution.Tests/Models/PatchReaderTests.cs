using CsCheck;
using Extropy.Core.Outcomes;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Models;

namespace Extropy.Evolution.Tests.Models;

/// <summary>Answers of every kind, most of them bad: only the block changes, or one sentence says why nothing does.</summary>
public sealed class PatchReaderTests
{
    private const string Program = """
        import math
        # >>> editable
        def radius(i):
            return 0.1
        def place(i):
            return 0.5
        # <<< editable
        print(radius(1))
        """;

    [Fact]
    public void Read_OneEdit_ChangesItsLinesOnly()
    {
        Assert.Equal(Program.Replace("    return 0.1", "    return 0.2", StringComparison.Ordinal), Patched(Edit("    return 0.1", "    return 0.2")));
    }

    [Fact]
    public void Read_SeveralEdits_BuildOnEachOther()
    {
        string answer = Edit("def place(i):\n    return 0.5", "def place(i):\n    return 0.7") + "and then\n" + Edit("    return 0.7", "");

        Assert.Equal(Program.Replace("    return 0.5\n", "", StringComparison.Ordinal), Patched(answer));
    }

    [Fact]
    public void Read_WindowsLineEnds_AreLineEnds()
    {
        string answer = Edit("    return 0.1", "    return 0.2").Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal(
            Program.Replace("    return 0.1", "    return 0.2", StringComparison.Ordinal),
            Success(PatchReader.Read(answer, Program.Replace("\n", "\r\n", StringComparison.Ordinal), ProgramLanguage.Python, PatchKind.Diff, 1000)));
    }

    [Theory]
    [InlineData("import math", "import os", "outside the editable block")]
    [InlineData("print(radius(1))", "print(9)", "outside the editable block")]
    [InlineData("    return 0.3", "    return 0.2", "is not in the editable block")]
    [InlineData("return 0.1", "return 0.2", "is not in the editable block")] // not a whole line
    [InlineData("def radius(i):\n    return 0.5", "x", "is not in the editable block")]
    [InlineData("", "x = 1", "nothing to search for")]
    [InlineData("  \n ", "x = 1", "nothing to search for")]
    [InlineData("# <<< editable", "# other", "touches a marker")]
    [InlineData("    return 0.1", "    return 0.2\n# <<< editable\nimport os\n# >>> editable", "touches a marker")]
    [InlineData("    return 0.1", "    return 0.1", "changes nothing")]
    public void Read_EditThatCannotBeMade_IsRefused(string search, string replace, string mentions) =>
        Assert.Contains(mentions, Fault(Edit(search, replace)), StringComparison.Ordinal);

    [Fact]
    public void Read_AmbiguousSearch_SaysHowOften()
    {
        string program = Program.Replace("0.5", "0.1", StringComparison.Ordinal);

        string fault = Failure(PatchReader.Read(Edit("    return 0.1", "    return 0.2"), program, ProgramLanguage.Python, PatchKind.Diff, 1000));

        Assert.Contains("ambiguous", fault, StringComparison.Ordinal);
        Assert.Contains("2 times", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I would rather not.", "There is no edit")]
    [InlineData("<<<<<<< SEARCH\na\n=======\nb", "'>>>>>>> REPLACE' is missing")]
    [InlineData("<<<<<<< SEARCH\na\n>>>>>>> REPLACE", "where '=======' is due")]
    [InlineData("a\n=======\nb\n>>>>>>> REPLACE", "where '<<<<<<< SEARCH' is due")]
    [InlineData("<<<<<<< SEARCH\na\n<<<<<<< SEARCH\nb", "where '=======' is due")]
    [InlineData("<<<<<<< SEARCH\na\n=======\nb\n=======\nc\n>>>>>>> REPLACE", "where '>>>>>>> REPLACE' is due")]
    public void Read_MissingTags_AreNamed(string answer, string mentions) => Assert.Contains(mentions, Fault(answer), StringComparison.Ordinal);

    [Fact]
    public void Read_TooManyEdits_IsRefused() =>
        Assert.Contains("more than 64 edits", Fault(string.Concat(Enumerable.Repeat(Edit("a", "b"), 65))), StringComparison.Ordinal);

    [Fact]
    public void Read_TooLong_IsRefused() =>
        Assert.Contains("are allowed", Fault(Edit("    return 0.1", "    return " + new string('1', 2000))), StringComparison.Ordinal);

    [Fact]
    public void Read_Rewrite_ReplacesTheBlock()
    {
        string patched = Success(Full("NOTE: new\n```python\ndef radius(i):\n    return 1\n```\nDone."));

        Assert.Equal("import math\n# >>> editable\ndef radius(i):\n    return 1\n# <<< editable\nprint(radius(1))", patched);
    }

    [Fact]
    public void Read_RewriteOfTheWholeProgram_IsTakenWhereOnlyTheBlockDiffers()
    {
        string whole = Program.Replace("0.5", "0.25", StringComparison.Ordinal);

        Assert.Equal(whole, Success(Full($"```python\n{whole}  \n```")));
    }

    [Theory]
    [InlineData("no code", "no code block")]
    [InlineData("```python\nx = 1", "does not end")]
    [InlineData("```python\nx = 1\n```\n```python\ny = 1\n```", "more than one code block")]
    [InlineData("```python\n\n```", "is empty")]
    [InlineData("```python\nimport os\n# >>> editable\nx = 1\n# <<< editable\nprint(radius(1))\n```", "outside the editable block")]
    [InlineData("```python\nimport math\n# >>> editable\nx = 1\n# <<< editable\nprint(2)\n```", "outside the editable block")]
    [InlineData("```python\n# >>> editable\nx = 1\n```", "one line '# <<< editable'")]
    public void Read_RewriteThatCannotBeMade_IsRefused(string answer, string mentions) =>
        Assert.Contains(mentions, Failure(Full(answer)), StringComparison.Ordinal);

    [Fact]
    public void Read_Genome_IsEditableAsAWhole()
    {
        string genome = "[\n  {\"op\": \"Seed\"},\n  {\"op\": \"RadiiLP\"}\n]";

        string patched = Success(PatchReader.Read(
            Edit("  {\"op\": \"RadiiLP\"}", "  {\"op\": \"RadiiGreedy\"}"), genome, ProgramLanguage.Genome, PatchKind.Diff, 1000));

        Assert.Equal("[\n  {\"op\": \"Seed\"},\n  {\"op\": \"RadiiGreedy\"}\n]", patched);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x = 1")]
    [InlineData("# <<< editable\n# >>> editable")]
    [InlineData("# >>> editable\n# >>> editable\n# <<< editable")]
    public void Find_ProgramWithoutOneBlock_IsRefused(string program) =>
        Assert.False(EditableBlock.Find(program, ProgramLanguage.Python).IsSuccess);

    [Theory]
    [InlineData("# >>> editable\n# <<< editable", "x = 1", "# >>> editable\nx = 1\n# <<< editable")]
    [InlineData("# >>> editable\nx = 1\n# <<< editable", "", "# >>> editable\n# <<< editable")]
    [InlineData("# >>> editable\nx = 1\n# <<< editable\n", "y = 1", "# >>> editable\ny = 1\n# <<< editable\n")]
    public void With_EmptyAndFilledBlocks_KeepTheMarkersAlone(string program, string text, string expected) =>
        Assert.Equal(expected, EditableBlock.Find(program, ProgramLanguage.Python).Match(block => block.With(text), failure => failure.Reason));

    [Theory]
    [InlineData("NOTE: larger corner circles\n```", "larger corner circles")]
    [InlineData("Sure.\n**Note:** larger\u0007 circles", "larger circles")]
    [InlineData("nothing", null)]
    [InlineData("NOTE:", null)]
    public void Note_Answer_IsOneShortLine(string answer, string? note) => Assert.Equal(note, PatchReader.Note(answer));

    /// <summary>Any text at all, and pieces of the form in any order: a result or a sentence, never an exception, and nothing outside the block changes.</summary>
    [Fact]
    public void Read_AnyAnswer_NeverThrowsAndNeverTouchesTheRest()
    {
        string[] pieces =
        [
            "<<<<<<< SEARCH\n", "=======\n", ">>>>>>> REPLACE\n", "```python\n", "```\n", "    return 0.1\n", "    return 0.2\n", "# >>> editable\n", "# <<< editable\n",
            "import math\n", "print(radius(1))\n", "def radius(i):\n", "\r\n", "\ud800", "\0", "NOTE: x\n",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 14].Sample(picks =>
        {
            string answer = string.Concat(picks.Select(pick => pieces[pick]));
            foreach (PatchKind kind in PatchKinds.OfParents)
            {
                string? patched = PatchReader.Read(answer, Program, ProgramLanguage.Python, kind, 1000).Match(text => text, _ => null!);
                if (patched is null) continue;
                Assert.StartsWith("import math\n# >>> editable\n", patched, StringComparison.Ordinal);
                Assert.EndsWith("# <<< editable\nprint(radius(1))", patched, StringComparison.Ordinal);
            }
        });
    }

    private static string Edit(string search, string replace) => search.Length == 0 && replace.Length == 0
        ? "<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE\n"
        : $"<<<<<<< SEARCH\n{search}\n=======\n{(replace.Length > 0 ? replace + "\n" : "")}>>>>>>> REPLACE\n";

    private static Outcome<string> Full(string answer) => PatchReader.Read(answer, Program, ProgramLanguage.Python, PatchKind.Full, 1000);

    private static string Patched(string answer) => Success(PatchReader.Read(answer, Program, ProgramLanguage.Python, PatchKind.Diff, 1000));

    private static string Fault(string answer) => Failure(PatchReader.Read(answer, Program, ProgramLanguage.Python, PatchKind.Diff, 1000));

    private static string Success(Outcome<string> outcome) => outcome.Match(text => text, failure => throw new InvalidOperationException(failure.Reason));

    private static string Failure(Outcome<string> outcome) => outcome.Match(text => throw new InvalidOperationException(text), failure => failure.Reason);
}
