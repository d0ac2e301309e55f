using System.Globalization;
using Extropy.Core.Outcomes;

namespace Extropy.Evolution.Models;

/// <summary>
/// Reads edits from a model's answer: a line <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH</c>, the lines to find, a line <c>=======</c>, the lines to put there, a line
/// <c>&gt;&gt;&gt;&gt;&gt;&gt;&gt; REPLACE</c>. Everything between edits is talk and ignored; everything else is a fault.
/// </summary>
internal static class EditReader
{
    public const string SearchTag = "<<<<<<< SEARCH";
    public const string MiddleTag = "=======";
    public const string ReplaceTag = ">>>>>>> REPLACE";
    public const int MostEdits = 64;

    private enum Place
    {
        Outside,
        Search,
        Replace,
    }

    /// <summary>The edits in order, or what is wrong in one sentence.</summary>
    /// <param name="answer">The answer, with line feeds.</param>
    public static Outcome<List<ProgramEdit>> Read(string answer)
    {
        List<ProgramEdit> edits = [];
        List<string> search = [], replace = [];
        var place = Place.Outside;
        foreach (string line in answer.Split('\n'))
        {
            string tag = line.TrimEnd();
            if (tag is not (SearchTag or MiddleTag or ReplaceTag) || (place == Place.Outside && tag == MiddleTag))
            {
                if (place == Place.Search) search.Add(line);
                else if (place == Place.Replace) replace.Add(line);
                continue;
            }

            Place next = tag == SearchTag ? Place.Search : tag == MiddleTag ? Place.Replace : Place.Outside;
            if (next != Follower(place))
                return Fault($"Edit {Number(edits.Count + 1)} has a line '{tag}' where '{TagAfter(place)}' is due.");
            if (next == Place.Outside)
            {
                if (search.TrueForAll(string.IsNullOrWhiteSpace)) return Fault($"Edit {Number(edits.Count + 1)} has nothing to search for.");
                if (edits.Count == MostEdits) return Fault($"There are more than {MostEdits} edits; write the block anew instead.");
                edits.Add(new ProgramEdit(string.Join('\n', search), string.Join('\n', replace)));
                search = [];
                replace = [];
            }

            place = next;
        }

        if (place != Place.Outside) return Fault($"Edit {Number(edits.Count + 1)} does not end: the line '{TagAfter(place)}' is missing.");
        return edits.Count > 0 ? edits : Fault($"There is no edit: a line '{SearchTag}', the lines to find, a line '{MiddleTag}', the new lines, a line '{ReplaceTag}'.");
    }

    private static Place Follower(Place place) => place switch
    {
        Place.Outside => Place.Search,
        Place.Search => Place.Replace,
        _ => Place.Outside,
    };

    private static string TagAfter(Place place) => place switch
    {
        Place.Outside => SearchTag,
        Place.Search => MiddleTag,
        _ => ReplaceTag,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Failure Fault(string reason) => new(FailureKind.Invalid, reason);
}
