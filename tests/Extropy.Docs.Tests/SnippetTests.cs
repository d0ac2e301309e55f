namespace Extropy.Docs.Tests;

/// <summary>Every C# block of the README and the guides is a whole program: it compiles, runs, and prints what the document says.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string, int> Places => new(Snippet.All().Select(snippet => (snippet.Document, snippet.Line)));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Snippet_CompiledAndRun_PrintsWhatTheDocumentSays(string document, int line)
    {
        Snippet snippet = Snippet.All().Single(candidate => candidate.Document == document && candidate.Line == line);

        Assert.Empty(SnippetRunner.Compile(snippet, out byte[] program));
        string printed = await SnippetRunner.RunAsync(program);

        if (snippet.Output is not null) Assert.Equal(snippet.Output, printed, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Snippet_WithAnUnknownName_DoesNotCompile()
    {
        Snippet broken = Assert.Single(Snippet.Of("a.md", "text\n```csharp\nNoSuchType.Do();\n```\nmore"));

        Assert.NotEmpty(SnippetRunner.Compile(broken, out _));
    }

    [Fact]
    public async Task Snippet_WithAnOutputBlock_CarriesIt()
    {
        Snippet snippet = Assert.Single(Snippet.Of("a.md", "```csharp\nConsole.WriteLine(6 * 7);\n```\n\n```text\n42\n```\n"));

        Assert.Empty(SnippetRunner.Compile(snippet, out byte[] program));
        Assert.Equal("42\n", snippet.Output);
        Assert.Equal("42\n", await SnippetRunner.RunAsync(program));
    }
}
