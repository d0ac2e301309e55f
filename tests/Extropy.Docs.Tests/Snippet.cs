using System.Text.RegularExpressions;

namespace Extropy.Docs.Tests;

/// <summary>A C# program in a document, with the output that the document promises.</summary>
/// <param name="Document">Path from the root.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Code">The program.</param>
/// <param name="Output">The text block that follows it, or null when none is promised.</param>
internal sealed partial record Snippet(string Document, int Line, string Code, string? Output)
{
    /// <summary>Every <c>```csharp</c> block of the README and of docs/, each with the <c>```text</c> block right after it, if any.</summary>
    public static IEnumerable<Snippet> All()
    {
        string[] documents = [Repository.PathOf("README.md"), .. Repository.Files("docs", "*.md")];
        return documents.SelectMany(document => Of(Path.GetRelativePath(Repository.Root, document), File.ReadAllText(document)));
    }

    /// <summary>The snippets of one document.</summary>
    public static IEnumerable<Snippet> Of(string document, string text)
    {
        foreach (Match match in Block().Matches(text.ReplaceLineEndings("\n")))
        {
            int line = 1 + text.AsSpan(0, match.Index).Count('\n');
            string? output = match.Groups["output"].Success ? match.Groups["output"].Value : null;
            yield return new Snippet(document, line, match.Groups["code"].Value, output);
        }
    }

    [GeneratedRegex(
        @"^```csharp\n(?<code>.*?)^```$(\n\s*```text\n(?<output>.*?)^```$)?",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
