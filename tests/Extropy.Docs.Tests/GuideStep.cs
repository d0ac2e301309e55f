using System.Text.RegularExpressions;

namespace Extropy.Docs.Tests;

/// <summary>One step of a guide that a reader does by hand: a file to write, or commands to type, with lines that they print.</summary>
/// <param name="File">Path of the file, or null for commands.</param>
/// <param name="Text">The file's content, or a command a line.</param>
/// <param name="Output">Lines that stand in what the commands print, in this order.</param>
internal sealed partial record GuideStep(string? File, string Text, string[] Output)
{
    /// <summary>
    /// The steps of a document in order: blocks that name a file after their language (<c>```json mine/problem.json</c>), and <c>```sh</c> blocks, each with the
    /// <c>```text</c> block right after it, if any.
    /// </summary>
    public static IEnumerable<GuideStep> Of(string text)
    {
        foreach (Match match in Block().Matches(text.ReplaceLineEndings("\n")))
        {
            string? file = match.Groups["file"].Success ? match.Groups["file"].Value : null;
            if (file is null && match.Groups["language"].Value != "sh") continue;
            yield return new GuideStep(file, match.Groups["text"].Value, match.Groups["output"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [GeneratedRegex(
        @"^```(?<language>[a-z]+)( (?<file>\S+))?\n(?<text>.*?)^```$(\n\s*```text\n(?<output>.*?)^```$)?",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
