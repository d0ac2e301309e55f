using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>The words of the formal dialect; the index of a word is its token id.</summary>
public static class Words
{
    /// <summary>Fills rows of unequal length.</summary>
    public const string Pad = "PAD";

    /// <summary>Begins a prompt.</summary>
    public const string Begin = "BOS";

    /// <summary>Ends an answer.</summary>
    public const string End = "EOS";

    /// <summary>Ends a paragraph.</summary>
    public const string Paragraph = "PARA";

    /// <summary>A role.</summary>
    public const string Knight = "KNIGHT";

    /// <summary>A role.</summary>
    public const string Knave = "KNAVE";

    /// <summary>Prefix operator of statements, one argument.</summary>
    public const string Not = "NOT";

    /// <summary>Prefix operator of statements, two arguments.</summary>
    public const string And = "AND";

    /// <summary>Prefix operator of statements, two arguments.</summary>
    public const string Or = "OR";

    /// <summary>Prefix operator of statements, two arguments.</summary>
    public const string Implies = "IMPLIES";

    /// <summary>Prefix operator of statements, two arguments.</summary>
    public const string Iff = "IFF";

    /// <summary>Between a speaker and the statement.</summary>
    public const string Says = "SAYS";

    /// <summary>Ends a speaker's statement.</summary>
    public const string Separator = "SEP";

    /// <summary>Begins a list of assumptions.</summary>
    public const string Assume = "ASSUME";

    /// <summary>Begins the tests, person by person.</summary>
    public const string Test = "TEST";

    /// <summary>No contradiction.</summary>
    public const string Ok = "OK";

    /// <summary>A contradiction.</summary>
    public const string Contra = "CONTRA";

    /// <summary>Whose claim is contradicted.</summary>
    public const string By = "BY";

    /// <summary>Both roles of somebody are exhausted: whom to reconsider.</summary>
    public const string Back = "BACK";

    /// <summary>Begins the answer.</summary>
    public const string Final = "FINAL";

    /// <summary>Knight, in an answer.</summary>
    public const string One = "ONE";

    /// <summary>Knave, in an answer.</summary>
    public const string Zero = "ZERO";

    /// <summary>How many leading words are control words, which never stand in a text.</summary>
    internal const int ControlCount = 4;

    /// <summary>All words by token id.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        Pad, Begin, End, Paragraph,
        .. Enumerable.Range(0, KkPuzzle.MaxPeople).Select(person => $"P{person}"),
        Knight, Knave, Not, And, Or, Implies, Iff, Says, Separator,
        Assume, Test, Ok, Contra, By, Back, Final, One, Zero,
    ];
}
