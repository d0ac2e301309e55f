using System.Text;

namespace Extropy.Models.Tokenizing;

/// <summary>
/// The letters in which byte-level vocabularies are written: a byte that prints stands for itself, the others, in order, for the letters from
/// U+0100 on. Source: Radford et al. 2019, section 2.2, and the vocabulary published with it.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Letters = Make();
    private static readonly Dictionary<char, byte> ByLetter = Enumerable.Range(0, 256).ToDictionary(value => Letters[value], value => (byte)value);

    /// <summary>The letter of a byte.</summary>
    public static char Letter(byte value) => Letters[value];

    /// <summary>The letters of a text's UTF-8 bytes.</summary>
    public static string Spell(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(bytes.Length, bytes, static (letters, source) =>
        {
            for (int i = 0; i < letters.Length; i++) letters[i] = Letters[source[i]];
        });
    }

    /// <summary>The bytes that a token spells; its UTF-8 bytes where it is not written in this alphabet.</summary>
    public static byte[] Bytes(string token)
    {
        var bytes = new byte[token.Length];
        for (int i = 0; i < bytes.Length; i++)
            if (!ByLetter.TryGetValue(token[i], out bytes[i])) return Encoding.UTF8.GetBytes(token);
        return bytes;
    }

    private static char[] Make()
    {
        var letters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            bool prints = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            letters[value] = (char)(prints ? value : next++);
        }

        return letters;
    }
}
