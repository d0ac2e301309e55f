namespace Extropy.Core.Text;

/// <summary>Finds the names a person may have meant.</summary>
public static class NearestNames
{
    private const int LongestShown = 40;

    /// <summary>
    /// The known names that <paramref name="unknown"/> begins, or that are at most one typing error per three letters away (one at least).
    /// </summary>
    /// <param name="unknown">What was typed. Case is ignored; any length and any characters.</param>
    /// <param name="known">The names there are.</param>
    /// <param name="limit">Most names returned, ≥ 0.</param>
    /// <returns>Nearest first, equal ones in the order given; empty when none is near.</returns>
    /// <remarks>An error is an insertion, a deletion, a substitution or a swap of neighbours: the optimal string alignment distance.
    /// Source: Damerau 1964, "A technique for computer detection and correction of spelling errors".</remarks>
    public static IReadOnlyList<string> To(string unknown, IEnumerable<string> known, int limit = 3)
    {
        string typed = unknown.ToUpperInvariant();
        int tolerance = Math.Max(1, typed.Length / 3);
        return [.. known
            .Select(name => (Name: name, Errors: Errors(typed, name.ToUpperInvariant(), tolerance)))
            .Where(candidate => candidate.Errors <= tolerance)
            .OrderBy(candidate => candidate.Errors) // stable
            .Take(limit)
            .Select(candidate => candidate.Name)];
    }

    /// <summary>One line such as <c>unknown strategy 'bse'; did you mean 'bes'?</c>, or all known names when none is near.</summary>
    /// <param name="kind">What the name names: "strategy".</param>
    /// <param name="unknown">What was typed; shortened, and control characters replaced, in the message.</param>
    /// <param name="known">The names there are.</param>
    public static string Message(string kind, string unknown, IReadOnlyCollection<string> known)
    {
        IReadOnlyList<string> near = To(unknown, known);
        string hint = near.Count > 0
            ? $"did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?"
            : $"known: {string.Join(", ", known)}";
        return $"unknown {kind} '{Shown(unknown)}'; {hint}";
    }

    /// <summary>
    /// Typing errors between two names, exact up to the tolerance. A beginning of two letters or more counts as one error.
    /// </summary>
    private static int Errors(string typed, string name, int tolerance)
    {
        if (typed.Length >= 2 && name.Length > typed.Length && name.StartsWith(typed, StringComparison.Ordinal)) return 1;
        return Math.Abs(typed.Length - name.Length) > tolerance ? int.MaxValue : Distance(typed, name);
    }

    private static int Distance(string left, string right)
    {
        var twoBack = new int[right.Length + 1];
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        var current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substituted, 1 + Math.Min(previous[j], current[j - 1]));
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (swapped) current[j] = Math.Min(current[j], twoBack[j - 2] + 1);
            }

            (twoBack, previous, current) = (previous, current, twoBack);
        }

        return previous[right.Length];
    }

    private static string Shown(string text)
    {
        string shown = text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…");
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
    }
}
