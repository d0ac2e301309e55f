using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>
/// Recursive descent over the statements of the grammar, in English. Remembers the furthest place where something else was expected.
/// <code>
/// statement   = "if" combined [","] ["then"] combined | combined
/// combined    = disjunction [("if and only if" | "only if" | "implies" | "if") disjunction]
/// disjunction = ["either"] conjunction {"or" conjunction}
/// conjunction = unit {"and" unit} | unit {"," unit} [","] ("and" | "or") unit
/// unit        = "it is not the case that" statement | "(" statement ")" | "neither" person "nor" person predicate
///             | ["both"] person {("," | "and" | "or") person} predicate
/// predicate   = "is" ["not"] ("a knight" | "a knave" | "telling the truth" | "lying") | ["always"] ("tells the truth" | "lies")
/// </code>
/// </summary>
internal sealed class StatementParser(List<Token> tokens, NameTable names, RoleWords roles)
{
    private const int DeepestNesting = KkPuzzle.MaxDepth;
    private const int MostUnits = 256; // tried in one statement, all readings together

    private int _depth;
    private int _units;
    private int _speaker;
    private bool _noLists; // inside a condition that a comma ends

    /// <summary>Index of the next token.</summary>
    public int At { get; set; }

    /// <summary>The furthest token at which something else was expected.</summary>
    public int FurthestAt { get; private set; }

    /// <summary>What was expected there.</summary>
    public string Expected { get; private set; } = "a statement";

    /// <summary>Parses a statement; null when there is none, with the position where it was.</summary>
    /// <param name="speaker">Whom "I" means.</param>
    public Statement? Parse(int speaker)
    {
        (_speaker, _depth, _units, _noLists) = (speaker, 0, 0, false);
        int start = At;
        if (Statement() is not { } statement) return null;
        if (statement.Depth <= KkPuzzle.MaxDepth) return statement;
        At = start;
        Expect($"a statement that is nested at most {KkPuzzle.MaxDepth} deep");
        return null;
    }

    /// <summary>Notes that something else was expected at the next token.</summary>
    public void Expect(string what)
    {
        if (At < FurthestAt || (At == FurthestAt && At > 0)) return; // the first reason given for a place is the most specific
        (FurthestAt, Expected) = (At, what);
    }

    private Statement? Statement()
    {
        if (_depth == DeepestNesting)
        {
            Expect("a statement that is nested less deeply");
            return null;
        }

        _depth++;
        int start = At;
        Statement? statement = Take("if") ? Conditional() : Combined();
        if (statement is null) At = start;
        _depth--;
        return statement;
    }

    /// <summary>"If A, B and C" has two readings; the one in which the comma ends the condition is tried when the other leads nowhere.</summary>
    private Statement? Conditional()
    {
        int start = At;
        bool noLists = _noLists;
        foreach (bool commaEnds in (bool[])[false, true])
        {
            (At, _noLists) = (start, noLists || commaEnds);
            Statement? condition = Combined();
            _noLists = noLists;
            if (condition is null) continue;
            TakeComma();
            Take("then");
            if (Combined() is { } consequence) return new Statement.Implies(condition, consequence);
        }

        return null;
    }

    private Statement? Combined()
    {
        if (Disjunction() is not { } left) return null;
        if (Take("if", "and", "only", "if") || Take("iff") || Take("exactly", "when") || Take("precisely", "when"))
            return Disjunction() is { } right ? new Statement.Iff(left, right) : null;
        if (Take("only", "if") || Take("implies", "that") || Take("implies"))
            return Disjunction() is { } right ? new Statement.Implies(left, right) : null;
        if (Take("if")) return Disjunction() is { } right ? new Statement.Implies(right, left) : null;
        Expect("'and', 'or', 'if and only if' or the end of the statement");
        return left;
    }

    private Statement? Disjunction()
    {
        Take("either");
        Statement? left = Conjunction();
        while (left is not null && TakeJoint("or")) left = Conjunction() is { } right ? new Statement.Or(left, right) : null;
        return left;
    }

    private Statement? Conjunction()
    {
        if (Unit() is not { } left) return null;
        if (!_noLists && List(left) is { } list) return list;
        while (TakeJoint("and"))
        {
            if (Unit() is not { } right) return null;
            left = new Statement.And(left, right);
        }

        return left;
    }

    /// <summary>"…, S, and S" or "…, S, or S" after a first statement; null, with nothing taken, when no such list follows.</summary>
    private Statement? List(Statement first)
    {
        int start = At;
        List<Statement> items = [first];
        while (tokens[At].Kind == TokenKind.Comma && !tokens[At + 1].Is("and") && !tokens[At + 1].Is("or"))
        {
            At++;
            if (Unit() is not { } item) break;
            items.Add(item);
        }

        bool isAnd = items.Count > 1 && TakeJoint("and");
        bool isOr = !isAnd && items.Count > 1 && TakeJoint("or");
        if ((isAnd || isOr) && Unit() is { } last)
        {
            items.Add(last);
            return items.Aggregate((left, right) => isAnd ? new Statement.And(left, right) : new Statement.Or(left, right));
        }

        At = start;
        return null;
    }

    private Statement? Unit()
    {
        if (++_units > MostUnits)
        {
            Expect("a shorter statement");
            return null;
        }

        int start = At;
        Statement? unit;
        if (TakeNegation()) unit = Statement() is { } inner ? new Statement.Not(inner) : null;
        else if (tokens[At] is { Kind: TokenKind.Other, Text: "(" }) unit = InParentheses();
        else if (Take("neither")) unit = Neither();
        else unit = Shared();
        if (unit is null) At = start;
        return unit;
    }

    private bool TakeNegation() =>
        Take("it", "is", "not", "the", "case", "that") || Take("it", "is", "not", "true", "that") || Take("it", "is", "false", "that");

    private Statement? InParentheses()
    {
        At++;
        if (Statement() is not { } inner) return null;
        if (tokens[At] is { Kind: TokenKind.Other, Text: ")" })
        {
            At++;
            return inner;
        }

        Expect("a closing parenthesis");
        return null;
    }

    private Statement? Neither()
    {
        if (!TryPerson(out int first)) return null;
        if (!Take("nor"))
        {
            Expect("'nor'");
            return null;
        }

        if (!TryPerson(out int second) || Predicate() is not { } predicate) return null;
        return new Statement.And(new Statement.Not(predicate.Of(first)), new Statement.Not(predicate.Of(second)));
    }

    /// <summary>"P is a knight", "P and Q are knights", "P or Q is a knave".</summary>
    private Statement? Shared()
    {
        Take("both");
        if (!TryPerson(out int first)) return null;
        List<int> persons = [first];
        bool isOr = false, isAnd = false;
        while (true)
        {
            int mark = At;
            bool joinedByOr = TakeJoint("or");
            bool joinedByAnd = !joinedByOr && TakeJoint("and");
            if ((joinedByOr || joinedByAnd || TakeComma()) && IsPerson() && TryPerson(out int next))
            {
                isOr |= joinedByOr;
                isAnd |= joinedByAnd;
                persons.Add(next);
                continue;
            }

            At = mark;
            break;
        }

        if (isOr && isAnd) Expect("names joined by 'and' or by 'or', not by both");
        if ((isOr && isAnd) || Predicate() is not { } predicate) return null;
        return persons.Select(predicate.Of).Aggregate((left, right) => isOr ? new Statement.Or(left, right) : new Statement.And(left, right));
    }

    private bool IsPerson() => tokens[At].Is("I") || names.Match(tokens, At, out _) >= 0;

    private bool TryPerson(out int person)
    {
        person = names.Match(tokens, At, out int length);
        if (person < 0 && tokens[At].Is("I")) (person, length) = (_speaker, 1);
        At += length;
        if (length == 0) Expect("the name of an inhabitant");
        return length > 0;
    }

    private Predicate? Predicate()
    {
        bool isCopula = Take("is") || Take("are") || Take("am");
        bool isNegated = isCopula && Take("not");
        Take("both");
        bool? isKnight = isCopula ? Complement() : Verb();
        if (isKnight is { } known) return new Predicate(known, isNegated);
        Expect(isCopula ? $"'a {roles.Knight}' or 'a {roles.Knave}'" : $"'is a {roles.Knight}' or 'is a {roles.Knave}'");
        return null;
    }

    private bool? Complement()
    {
        Take("always");
        if (Take("telling", "the", "truth") || Take("truthful")) return true;
        if (Take("lying")) return false;
        if (tokens[At].Is("a") || tokens[At].Is("an") || tokens[At].Is("the")) At++;
        bool? role = roles.Role(tokens[At]);
        if (role is not null) At++;
        return role;
    }

    private bool? Verb()
    {
        Take("always");
        if (Take("tells", "the", "truth") || Take("tell", "the", "truth")) return true;
        return Take("lies") || Take("lie") ? false : null;
    }

    /// <summary>A comma or none, then the word.</summary>
    private bool TakeJoint(string word)
    {
        if (tokens[At].Kind == TokenKind.Comma && tokens[At + 1].Is(word))
        {
            At += 2;
            return true;
        }

        return Take(word);
    }

    private bool TakeComma()
    {
        if (tokens[At].Kind != TokenKind.Comma) return false;
        At++;
        return true;
    }

    /// <summary>Takes these words if they are all next.</summary>
    private bool Take(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
            if (At + i >= tokens.Count || !tokens[At + i].Is(words[i])) return false;
        At += words.Length;
        return true;
    }
}
