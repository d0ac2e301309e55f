using System.Text;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// Makes text of a stranger fit to be shown in a sentence, a log or a terminal: control characters, which could repaint a screen, and marks that turn the
/// direction of writing become U+FFFD, and its length is bounded.
/// </summary>
internal static class StrangerText
{
    /// <summary>Most characters of what one stranger may add to a sentence of ours.</summary>
    public const int Longest = 1_000;

    /// <summary>Bytes as text; what is not UTF-8 becomes U+FFFD too.</summary>
    /// <param name="bytes">Any.</param>
    /// <param name="longest">Most characters; cut text ends in an ellipsis.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int longest = Longest) =>
        Of(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, (longest + 1) * 4)]), longest); // at most four bytes a character

    /// <summary>Text, cleaned; line feeds stay.</summary>
    /// <param name="text">Any.</param>
    /// <param name="longest">Most characters; cut text ends in an ellipsis.</param>
    public static string Of(string text, int longest = Longest)
    {
        var clean = new StringBuilder(Math.Min(text.Length, longest + 1));
        foreach (Rune letter in text.EnumerateRunes())
        {
            if (clean.Length >= longest) return clean.Append('…').ToString();
            clean.Append(IsHarmful(letter) ? Rune.ReplacementChar : letter);
        }

        return clean.ToString();
    }

    private static bool IsHarmful(Rune letter) =>
        (Rune.IsControl(letter) && letter.Value != '\n') || letter.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
