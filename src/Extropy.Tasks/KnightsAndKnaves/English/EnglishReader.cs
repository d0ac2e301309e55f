using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>
/// Reads English paragraphs as the step checker released with BES does, by a bounded scan instead of regular expressions. Recognised: a paragraph
/// that begins "Assume A is a knight, B is a knave." and says that there is no contradiction; one that says "X cannot be a R", "X being a R is
/// impossible" or "If X were a R", after an optional Assume clause (the first such place counts); and an answer (<see cref="AnswerMap"/>).
/// Paragraphs that begin with "Let", "I" or "To" make no claim.
/// </summary>
/// <remarks>Stricter than the released checker in two places: "inconsistent" is not taken for "consistent", and an Assume clause about
/// somebody unknown makes no claim. Names are matched as written, whole words.</remarks>
public sealed class EnglishReader : IParagraphReader
{
    /// <summary>Longest paragraph that is looked at, in characters.</summary>
    public const int MaxLength = 4096;

    private readonly NameTable _names;

    /// <summary>A reader for the people of one puzzle.</summary>
    public EnglishReader(ImmutableArray<string> names) => _names = new NameTable(names);

    /// <inheritdoc/>
    public KkParagraph? Read(string text)
    {
        if (text.Length > MaxLength) return null;
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.StartsWith('{') || text.Contains("final answer", StringComparison.OrdinalIgnoreCase))
            return AnswerMap.Read(text, _names.Names) is { } answer ? new(answer, []) : null;
        if (IsMusing(start)) return null;

        List<Token> tokens = Lexer.Tokens(text);
        int at = 0;
        if (Assumptions(tokens, ref at) is not { } assumed) return null;
        Claim? claim = Refutation(tokens, at, assumed);
        claim ??= Consistent(tokens, at, assumed);
        claim ??= Reconsider(tokens);
        return claim is null ? null : new(claim, []);
    }

    private static bool IsMusing(ReadOnlySpan<char> start) =>
        start.StartsWith("Let", StringComparison.Ordinal) || start.StartsWith("I ", StringComparison.Ordinal)
        || start.StartsWith("To ", StringComparison.Ordinal);

    /// <summary>The roles of an Assume clause; empty when the text has none, null when it has one that cannot be read.</summary>
    private ImmutableArray<RoleOf>? Assumptions(List<Token> tokens, ref int at)
    {
        if (!tokens[at].Is("assume")) return [];
        var assumed = ImmutableArray.CreateBuilder<RoleOf>();
        at++;
        while (Role(tokens, at, "is", out RoleOf role) is var length and > 0)
        {
            assumed.Add(role);
            at += length;
            int next = at;
            if (tokens[next].Kind == TokenKind.Comma) next++;
            if (tokens[next].Is("and")) next++;
            if (next == at || Role(tokens, next, "is", out _) == 0) break;
            at = next;
        }

        return assumed.Count > 0 && IsWhole(tokens, at) ? assumed.ToImmutable() : null;
    }

    /// <summary>Whether a list of roles ends here, and does not go on with somebody unknown.</summary>
    private static bool IsWhole(List<Token> tokens, int at)
    {
        if (tokens[at].Kind != TokenKind.Comma) return tokens[at].Kind != TokenKind.Word;
        Token next = tokens[at + 1];
        return !next.Is("and") && !(next.Kind == TokenKind.Word && char.IsUpper(next.Text[0]));
    }

    private Claim.Contradiction? Refutation(List<Token> tokens, int from, ImmutableArray<RoleOf> assumed)
    {
        for (int at = from; at < tokens.Count; at++)
        {
            int length = Role(tokens, at, "cannot be", out RoleOf refuted);
            if (length == 0 && Role(tokens, at, "being", out refuted) is var being and > 0 && Follows(tokens, at + being, "is impossible")) length = being;
            if (length == 0 && tokens[at].Is("if")) length = Role(tokens, at + 1, "were", out refuted);
            if (length > 0) return new(assumed, refuted, Contradicted(tokens, at + length));
        }

        return null;
    }

    /// <summary>P of "… the claim of P", or −1.</summary>
    private int Contradicted(List<Token> tokens, int from)
    {
        for (int at = from; at < tokens.Count; at++)
            if (Follows(tokens, at, "claim of")) return _names.Match(tokens, at + 2, out _);
        return -1;
    }

    private static Claim.Consistent? Consistent(List<Token> tokens, int from, ImmutableArray<RoleOf> assumed)
    {
        for (int at = from; at < tokens.Count && !assumed.IsEmpty; at++)
        {
            bool isOk = Follows(tokens, at, "no contradiction") || Follows(tokens, at, "no issues") || Follows(tokens, at, "holds without")
                || Follows(tokens, at, "does not contradict") || (tokens[at].Is("consistent") && !tokens[at - 1].Is("not"));
            if (isOk) return new(assumed);
        }

        return null;
    }

    private Claim.Reconsider? Reconsider(List<Token> tokens)
    {
        int at = tokens.FindIndex(token => token.Is("reconsider"));
        int person = at < 0 ? -1 : _names.Match(tokens, at + 1, out _);
        return person < 0 ? null : new(person);
    }

    /// <summary>"X verb [a] R": the number of tokens, 0 when it does not stand there.</summary>
    private int Role(List<Token> tokens, int at, string verb, out RoleOf role)
    {
        role = default;
        int person = _names.Match(tokens, at, out int length);
        if (person < 0 || !Follows(tokens, at + length, verb)) return 0;
        int end = at + length + verb.AsSpan().Count(' ') + 1;
        if (tokens[end].Is("a") || tokens[end].Is("an")) end++;
        if (!tokens[end].Is("knight") && !tokens[end].Is("knave")) return 0;
        role = new(person, tokens[end].Is("knight"));
        return end + 1 - at;
    }

    /// <summary>Whether these words, separated by blanks, stand here.</summary>
    private static bool Follows(List<Token> tokens, int at, ReadOnlySpan<char> words)
    {
        foreach (Range word in words.Split(' '))
            if (at >= tokens.Count || !words[word].Equals(tokens[at++].Text, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }
}
