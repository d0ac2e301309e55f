using System.Globalization;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>The words of an expression: numbers, names and signs.</summary>
internal static class ExpressionTokens
{
    private static readonly string[] Signs = ["**", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ","];

    /// <summary>Splits a text.</summary>
    /// <exception cref="ExpressionFaultException">A character or number that the language does not have.</exception>
    public static List<string> Of(string text)
    {
        List<string> tokens = [];
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n')
            {
                at++;
                continue;
            }

            int length = char.IsAsciiDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) ? NumberAt(text, at)
                : IsLetter(text[at]) ? NameAt(text, at)
                : SignAt(text, at);
            tokens.Add(text.Substring(at, length));
            at += length;
        }

        return tokens;
    }

    /// <summary>True where a word is a name.</summary>
    public static bool IsName(string token) => IsLetter(token[0]);

    /// <summary>True where a word is a number.</summary>
    public static bool IsNumber(string token) => char.IsAsciiDigit(token[0]) || (token[0] == '.' && token.Length > 1);

    /// <summary>The number of a word.</summary>
    public static double NumberOf(string token) =>
        double.TryParse(token, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new ExpressionFaultException($"'{token}' is no finite number");

    private static bool IsLetter(char letter) => char.IsAsciiLetter(letter) || letter == '_';

    private static int NameAt(string text, int start)
    {
        int at = start;
        while (at < text.Length && (IsLetter(text[at]) || char.IsAsciiDigit(text[at]))) at++;
        return at - start;
    }

    private static int NumberAt(string text, int start)
    {
        int at = start;
        while (at < text.Length)
        {
            bool isSigned = text[at] is '+' or '-' && at > start && text[at - 1] is 'e' or 'E';
            if (!isSigned && !char.IsAsciiLetterOrDigit(text[at]) && text[at] != '.') break;
            at++;
        }

        return at - start;
    }

    private static int SignAt(string text, int at)
    {
        foreach (string sign in Signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0) return sign.Length;
        }

        throw new ExpressionFaultException(string.Create(CultureInfo.InvariantCulture, $"the character at place {at} is not part of the language"));
    }
}
