using System.Text;

namespace Extropy.Cli.Output;

/// <summary>Makes text of unknown origin fit for a terminal: no control characters, bounded length.</summary>
internal static class SafeText
{
    private const char Replacement = '\uFFFD';

    /// <summary>One line: line breaks become spaces, other control characters a replacement sign.</summary>
    public static string Line(string text) => Clean(text, keepBreaks: false);

    /// <summary>Several lines: line breaks stay.</summary>
    public static string Block(string text) => Clean(text, keepBreaks: true);

    /// <summary>One line of at most so many characters; cut text ends in an ellipsis.</summary>
    public static string Short(string text, int length)
    {
        string head = text.Length > length ? string.Concat(text.AsSpan(0, length), "…") : text;
        return Line(head);
    }

    private static string Clean(string text, bool keepBreaks)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            clean.Append(letter switch
            {
                '\n' => keepBreaks ? '\n' : ' ',
                '\t' => ' ',
                _ when char.IsControl(letter) || letter is '\u202A' or '\u202B' or '\u202D' or '\u202E' or '\u2066' or '\u2067' => Replacement,
                _ => letter,
            });
        }

        return clean.ToString();
    }
}
