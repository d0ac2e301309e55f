using System.Globalization;
using System.Text;

namespace Extropy.Search.Trace;

/// <summary>Names and small encodings that writer and reader of traces share.</summary>
internal static class TraceFormat
{
    public const string Trace = "trace";
    public const string Kind = "t";
    public const string SearchStep = "step";
    public const string Node = "node";
    public const string Rejected = "rejected";
    public const string Goals = "goals";
    public const string Scores = "scores";
    public const string End = "end";
    public const string Id = "id";
    public const string Operator = "op";
    public const string Parents = "parents";
    public const string New = "new";
    public const string Steps = "steps";
    public const string Text = "text";
    public const string Ends = "ends";
    public const string TokenIds = "ids";
    public const string LpModel = "lp";
    public const string LpBehaviour = "lpBehaviour";
    public const string Entropy = "entropy";
    public const string Verdict = "verdict";
    public const string Reward = "reward";
    public const string State = "state";
    public const string IsAnswerCorrect = "answerCorrect";
    public const string Feedback = "feedback";
    public const string Score = "score";
    public const string Temperature = "tau";
    public const string PairScore = "pairScore";
    public const string Covered = "goalsCovered";
    public const string Spent = "spent";
    public const string Reason = "reason";
    public const string TreeVersion = "version";
    public const string Parent = "parent";
    public const string Nodes = "nodes";
    public const string Outcome = "outcome";
    public const string Best = "best";

    /// <summary>One letter for each <see cref="Contracts.StepValidity"/>, in its order.</summary>
    public const string Marks = "nvw";

    /// <summary>JSON has no NaN and no ∞: they travel as texts.</summary>
    public static string NonFinite(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text with U+FFFD for every half of a surrogate pair that stands alone; the same object when there is none.</summary>
    public static string WholeCharacters(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return Mended(text);
        }

        return text;
    }

    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) mended.Append(rune); // strays come as U+FFFD
        return mended.ToString();
    }
}
