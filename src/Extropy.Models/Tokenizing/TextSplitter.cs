using System.Text.RegularExpressions;

namespace Extropy.Models.Tokenizing;

/// <summary>Cuts text into the pieces that no token crosses: every match of a rule is a piece, and so is what lies between two; rule after rule.</summary>
/// <param name="rules">Applied in order, each to the pieces of the one before.</param>
internal sealed class TextSplitter(IReadOnlyList<Regex> rules)
{
    /// <summary>How long one rule may take for one text: rules come with a model and may be hostile.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    /// <summary>The rule of the first byte-level vocabularies (Radford et al. 2019): contractions, words, numbers, signs, each with a space before it.</summary>
    public const string WordRule = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The pieces in order; together they are the text.</summary>
    /// <exception cref="RegexMatchTimeoutException">A rule took longer than <see cref="MostTime"/>.</exception>
    public List<Range> Split(string text)
    {
        List<Range> pieces = text.Length == 0 ? [] : [Range.EndAt(text.Length)];
        foreach (Regex rule in rules)
        {
            var finer = new List<Range>();
            foreach (Range piece in pieces) Split(rule, text, piece, finer);
            pieces = finer;
        }

        return pieces;
    }

    private static void Split(Regex rule, string text, Range piece, List<Range> finer)
    {
        int start = piece.Start.Value, end = piece.End.Value, reached = start;
        foreach (ValueMatch match in rule.EnumerateMatches(text.AsSpan(start, end - start)))
        {
            if (match.Length == 0) continue;
            int first = start + match.Index;
            if (first > reached) finer.Add(reached..first);
            finer.Add(first..(first + match.Length));
            reached = first + match.Length;
        }

        if (reached < end) finer.Add(reached..end);
    }
}
