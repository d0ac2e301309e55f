using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Puzzles in English: writes them in the phrasings of the published data set (mem-kk-logic), and reads them back.</summary>
/// <remarks>The reader follows the grammar, not the phrasings: any verb of saying, any quotation marks, statements in any order and of any nesting,
/// names and role words of the text's own choosing ("Saints always tell the truth, and sinners always lie").</remarks>
public static class KkEnglish
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 100_000;

    private const int ExcerptLength = 24;

    /// <summary>How the published data set says that somebody says something: {0} is the speaker, {1} the statement.</summary>
    private static readonly CompositeFormat[] Sayings =
    [
        .. ((string[])
        [
            "{0} said that {1}.", "{0} told you that {1}.", "{0} expressed that {1}.",
            "{0} said, \"{1}.\"", "{0} stated, \"{1}\".", "{0} remarked, \"{1}\".", "{0} commented, \"{1}\".", "{0} noted, \"{1}\".",
            "{0} was heard saying, \"{1}\".", "{0} asserted: \"{1}\".",
            "According to {0}, \"{1}\".", "In {0}'s words: \"{1}\".", "In a statement by {0}: \"{1}\".", "As {0} put it, \"{1}\".",
            "\"{1},\" {0} declared.", "\"{1},\" {0} mentioned.", "\"{1},\" {0} claimed.", "\"{1}\" - {0}.",
        ]).Select(CompositeFormat.Parse),
    ];

    /// <summary>The puzzle as a text, closing question included. The same puzzle always gets the same text.</summary>
    public static string Write(KkPuzzle puzzle)
    {
        var stream = new RandomStream(puzzle.Digest).For("sayings");
        var text = new StringBuilder("A very special island is inhabited only by knights and knaves. ")
            .Append("Knights always tell the truth, and knaves always lie. ")
            .Append(CultureInfo.InvariantCulture, $"You meet {puzzle.People} inhabitants: ")
            .AppendJoin(", ", puzzle.Names[..^1])
            .Append(CultureInfo.InvariantCulture, $", and {puzzle.Names[^1]}.");
        for (int person = 0; person < puzzle.People; person++)
        {
            CompositeFormat saying = Sayings[stream.At(person).NextInt(Sayings.Length)];
            bool isQuoted = saying.Format.Contains("\"{1}", StringComparison.Ordinal);
            string statement = Statement(puzzle.Statements[person], puzzle.Names, isQuoted);
            text.Append(' ').AppendFormat(CultureInfo.InvariantCulture, saying, puzzle.Names[person], statement);
        }

        return text.Append(" So who is a knight and who is a knave?").ToString();
    }

    /// <summary>A statement in words, e.g. <c>If Zoey is a knight then Jack is not a knave</c>.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="names">Names of the people it may mention.</param>
    /// <param name="isSentence">Whether it begins with a capital letter.</param>
    public static string Statement(Statement statement, ImmutableArray<string> names, bool isSentence = false)
    {
        string text = Phrase(statement, names);
        return isSentence && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
    }

    /// <summary>The puzzle that a text states. Whether it has one solution is not looked at.</summary>
    /// <exception cref="BadInputException">Says where the text cannot be read and what was expected there.</exception>
    public static KkPuzzle Parse(string text) =>
        TryParse(text, out EnglishFault fault) ?? throw new BadInputException(
            $"The puzzle cannot be read at character {fault.Position + 1}{Excerpt(text, fault.Position)}: expected {fault.Expected}.");

    /// <summary>The puzzle that a text states, or null.</summary>
    /// <param name="text">Anything; more than <see cref="MaxLength"/> characters are refused.</param>
    /// <param name="fault">Where and why not.</param>
    public static KkPuzzle? TryParse(string text, out EnglishFault fault)
    {
        if (text.Length <= MaxLength) return PuzzleParser.Parse(text, out fault);
        fault = new(MaxLength, $"at most {MaxLength} characters; the text has {text.Length}");
        return null;
    }

    /// <summary>Operators inside operators stand in parentheses: the published grammar has none.</summary>
    private static string Phrase(Statement statement, ImmutableArray<string> names)
    {
        return statement switch
        {
            Logic.Statement.TellsTruth leaf => $"{names[leaf.Person]} is a knight",
            Logic.Statement.Lies leaf => $"{names[leaf.Person]} is a knave",
            Logic.Statement.Not { Inner: Logic.Statement.TellsTruth leaf } => $"{names[leaf.Person]} is not a knight",
            Logic.Statement.Not { Inner: Logic.Statement.Lies leaf } => $"{names[leaf.Person]} is not a knave",
            Logic.Statement.Not not => $"it is not the case that {Part(not.Inner)}",
            Logic.Statement.And and => $"{Part(and.Left)} and {Part(and.Right)}",
            Logic.Statement.Or or => $"{Part(or.Left)} or {Part(or.Right)}",
            Logic.Statement.Implies implies => $"if {Part(implies.Left)} then {Part(implies.Right)}",
            Logic.Statement.Iff iff => $"{Part(iff.Left)} if and only if {Part(iff.Right)}",
            _ => throw new ArgumentException($"Not a statement: {statement.GetType().Name}.", nameof(statement)),
        };

        string Part(Statement part) =>
            part.Depth == 1 || part is Logic.Statement.Not { Inner.Depth: 1 } ? Phrase(part, names) : $"({Phrase(part, names)})";
    }

    private static string Excerpt(string text, int position)
    {
        if (position >= text.Length) return " (the end)";
        string excerpt = text.Substring(position, Math.Min(ExcerptLength, text.Length - position));
        return $" ('{new string([.. excerpt.Select(mark => char.IsControl(mark) ? ' ' : mark)])}{(position + ExcerptLength < text.Length ? "…" : "")}')";
    }
}
