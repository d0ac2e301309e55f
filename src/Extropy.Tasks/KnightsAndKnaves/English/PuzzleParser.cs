using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>
/// Parses a whole text: who is there, what truth-tellers and liars are called, and who says what, in any order. A saying is a statement with an
/// attribution: words around it, of whatever verb, that name the speaker. The statement is quoted, or follows "that", or a colon, or the speaker.
/// Reading ends at the closing question.
/// </summary>
internal sealed class PuzzleParser
{
    private readonly List<Token> _tokens;
    private readonly NameTable _names;
    private readonly StatementParser _statements;
    private readonly Statement?[] _said;
    private int _at;

    private PuzzleParser(List<Token> tokens, NameTable names, int start)
    {
        _tokens = tokens;
        _names = names;
        _said = new Statement?[names.Names.Length];
        _statements = new StatementParser(tokens, names, RoleWords.Declared(tokens));
        _at = start;
    }

    /// <summary>The puzzle, or null and what is wrong.</summary>
    public static KkPuzzle? Parse(string text, out EnglishFault fault)
    {
        List<Token> tokens = Lexer.Tokens(text);
        fault = EnglishFault.None;
        if (Inhabitants.Listed(tokens, out int start, ref fault) is not { } names)
        {
            if (fault != EnglishFault.None) return null;
            (names, start) = (Inhabitants.Speaking(tokens), 0);
        }

        if (names.Length is < KkPuzzle.MinPeople or > KkPuzzle.MaxPeople)
        {
            fault = new(0, $"{KkPuzzle.MinPeople} to {KkPuzzle.MaxPeople} inhabitants with what each says; found {names.Length}");
            return null;
        }

        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length)
        {
            fault = new(tokens[Math.Max(0, start - 1)].Start, "names that differ");
            return null;
        }

        return new PuzzleParser(tokens, new NameTable(names), start).Parse(ref fault);
    }

    private KkPuzzle? Parse(ref EnglishFault fault)
    {
        while (_tokens[_at].Kind != TokenKind.End && !IsQuestion())
        {
            if (!Mentions())
            {
                SkipSentence();
                continue;
            }

            int start = _at;
            int speaker = _tokens[_at].Kind == TokenKind.Quote ? QuotedFirst(out Statement? statement) : AttributedFirst(out statement);
            if (statement is null || speaker < 0)
            {
                fault = new(_tokens[_statements.FurthestAt].Start, _statements.Expected);
                return null;
            }

            if (_said[speaker] is not null)
            {
                fault = new(_tokens[start].Start, $"one statement by each inhabitant; {_names.Names[speaker]} speaks twice");
                return null;
            }

            _said[speaker] = statement;
        }

        int silent = Array.IndexOf(_said, null);
        if (silent < 0) return new KkPuzzle([.. _said.OfType<Statement>()], _names.Names);
        fault = new(_tokens[_at].Start, $"a statement by {_names.Names[silent]}");
        return null;
    }

    /// <summary><c>"S," X claimed.</c></summary>
    private int QuotedFirst(out Statement? statement)
    {
        int open = _at;
        int close = NextQuote(open + 1);
        int end = SentenceEnd(close + 1);
        int speaker = FirstNamed(close + 1, end);
        statement = null;
        if (close < 0 || speaker < 0)
        {
            _statements.At = close < 0 ? open : Math.Min(close + 1, _tokens.Count - 1);
            _statements.Expect(close < 0 ? "a closing quotation mark" : "the name of the inhabitant who says this");
            return -1;
        }

        statement = Quoted(open, close, speaker);
        _at = Math.Min(end + 1, _tokens.Count - 1);
        return speaker;
    }

    /// <summary><c>X said, "S."</c> and <c>X said that S.</c> and <c>X: S.</c></summary>
    private int AttributedFirst(out Statement? statement)
    {
        statement = null;
        int speaker = -1;
        for (int i = _at; !IsSentenceEnd(i); i++)
        {
            if (speaker < 0)
            {
                if (_tokens[i].Kind == TokenKind.Quote)
                {
                    _at = i;
                    return QuotedFirst(out statement);
                }

                speaker = _names.Match(_tokens, i, out int length);
                i += Math.Max(0, length - 1);
            }
            else if (_tokens[i].Kind == TokenKind.Quote)
            {
                statement = QuotedLast(i, speaker);
                return speaker;
            }
            else if (Unquoted(i) is var start and >= 0)
            {
                statement = UnquotedLast(start, speaker);
                return speaker;
            }
        }

        _statements.At = _at;
        _statements.Expect("the name of an inhabitant and what this inhabitant says");
        return -1;
    }

    private Statement? QuotedLast(int open, int speaker)
    {
        int close = NextQuote(open + 1);
        if (close < 0)
        {
            _statements.At = open;
            _statements.Expect("a closing quotation mark");
            return null;
        }

        _at = _tokens[close + 1].Kind == TokenKind.Stop ? close + 2 : close + 1;
        return Quoted(open, close, speaker);
    }

    private Statement? UnquotedLast(int start, int speaker)
    {
        _statements.At = start;
        if (_statements.Parse(speaker) is not { } statement) return null;
        if (!IsSentenceEnd(_statements.At))
        {
            _statements.Expect("the end of the sentence");
            return null;
        }

        _at = Math.Min(_statements.At + 1, _tokens.Count - 1);
        return statement;
    }

    /// <summary>
    /// Where an unquoted statement begins, when this token says so: after "that" or a colon, at the first words of a statement, or at a name that is
    /// not addressed ("X told Y that …"). There is one such place in a sentence; what cannot be read from there is a fault, not a reason to skip words.
    /// </summary>
    private int Unquoted(int at)
    {
        Token token = _tokens[at];
        if (token.Is("that") || token.Kind == TokenKind.Colon) return _tokens[at + 1].Kind == TokenKind.Quote ? -1 : at + 1;
        bool isAddressed = _tokens[at - 1].Is("told") || _tokens[at - 1].Is("tells") || _tokens[at - 1].Is("to");
        bool begins = (_names.Match(_tokens, at, out _) >= 0 && !isAddressed)
            || token is { Kind: TokenKind.Other, Text: "(" }
            || (token.Is("it") && _tokens[at + 1].Is("is"))
            || token.Is("if") || token.Is("either") || token.Is("neither") || token.Is("both") || token.Is("I");
        return begins ? at : -1;
    }

    private Statement? Quoted(int open, int close, int speaker)
    {
        _statements.At = open + 1;
        Statement? statement = _statements.Parse(speaker);
        if (statement is null) return null;
        while (_statements.At < close && _tokens[_statements.At].Kind is TokenKind.Stop or TokenKind.Comma) _statements.At++;
        if (_statements.At == close) return statement;
        _statements.Expect("the end of the quotation");
        return null;
    }

    private bool IsSentenceEnd(int at) => at >= _tokens.Count || _tokens[at].Kind is TokenKind.Stop or TokenKind.Question or TokenKind.End;

    private int SentenceEnd(int from)
    {
        int at = Math.Max(0, from);
        while (!IsSentenceEnd(at)) at++;
        return Math.Min(at, _tokens.Count - 1);
    }

    private int NextQuote(int from)
    {
        for (int i = from; i < _tokens.Count; i++)
            if (_tokens[i].Kind == TokenKind.Quote) return i;
        return -1;
    }

    private int FirstNamed(int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            int person = _names.Match(_tokens, i, out _);
            if (person >= 0) return person;
        }

        return -1;
    }

    /// <summary>Whether the sentence that begins here quotes somebody or names an inhabitant.</summary>
    private bool Mentions()
    {
        for (int i = _at; !IsSentenceEnd(i); i++)
            if (_tokens[i].Kind == TokenKind.Quote || _names.Match(_tokens, i, out _) >= 0) return true;
        return false;
    }

    /// <summary>A sentence that asks and quotes nobody: the closing question.</summary>
    private bool IsQuestion()
    {
        int end = SentenceEnd(_at);
        if (_tokens[end].Kind != TokenKind.Question) return false;
        for (int i = _at; i < end; i++)
            if (_tokens[i].Kind == TokenKind.Quote) return false;
        return true;
    }

    private void SkipSentence() => _at = Math.Min(SentenceEnd(_at) + 1, _tokens.Count - 1);
}
