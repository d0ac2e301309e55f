using System.Collections.Immutable;
using System.Globalization;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Reads an expression by recursive descent: or, and, not, comparison, sum, product, sign, power, index. A comparison compares two things, not three.</summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];
    private static readonly string[] Reserved = ["and", "or", "not", "for", "in", "if", "range", "pairs"];

    private readonly List<string> _tokens;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _indices;
    private int _at;
    private int _depth;
    private int _nodes;

    private ExpressionParser(List<string> tokens, IEnumerable<string> names)
    {
        _tokens = tokens;
        _names = new HashSet<string>(names, StringComparer.Ordinal);
        _indices = IndicesOf(tokens);
    }

    /// <summary>Parses a text.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="names">Variables that may occur.</param>
    /// <exception cref="ExpressionFaultException">Not an expression of the language, or too large.</exception>
    public static ExpressionNode Parse(string text, IEnumerable<string> names)
    {
        if (text.Length > ExpressionLimits.Length)
            throw new ExpressionFaultException(string.Create(CultureInfo.InvariantCulture, $"it has {text.Length} characters; {ExpressionLimits.Length} are allowed"));
        var parser = new ExpressionParser(ExpressionTokens.Of(text), names);
        ExpressionNode node = parser.Whole();
        return parser._at == parser._tokens.Count ? node : throw new ExpressionFaultException($"'{parser.Next}' stands where it should end");
    }

    private string? Next => _at < _tokens.Count ? _tokens[_at] : null;

    private ExpressionNode Whole()
    {
        if (++_depth > ExpressionLimits.Depth) throw new ExpressionFaultException($"it is nested more than {ExpressionLimits.Depth} deep");
        ExpressionNode left = Conjunction();
        while (Take("or")) left = Made(new BinaryNode("or", left, Conjunction()));
        _depth--;
        return left;
    }

    private ExpressionNode Conjunction()
    {
        ExpressionNode left = Negation();
        while (Take("and")) left = Made(new BinaryNode("and", left, Negation()));
        return left;
    }

    private ExpressionNode Negation()
    {
        int nots = 0;
        while (Take("not")) nots++;
        ExpressionNode node = Comparison();
        for (; nots > 0; nots--) node = Made(new UnaryNode("not", node));
        return node;
    }

    private ExpressionNode Comparison()
    {
        ExpressionNode left = Sum();
        if (Next is not { } sign || !Comparisons.Contains(sign)) return left;
        _at++;
        ExpressionNode node = Made(new BinaryNode(sign, left, Sum()));
        return Next is { } more && Comparisons.Contains(more)
            ? throw new ExpressionFaultException("a comparison compares two things; join two comparisons with 'and'")
            : node;
    }

    private ExpressionNode Sum()
    {
        ExpressionNode left = Product();
        while (Next is "+" or "-") left = Made(new BinaryNode(_tokens[_at++], left, Product()));
        return left;
    }

    private ExpressionNode Product()
    {
        ExpressionNode left = Signed();
        while (Next is "*" or "/" or "%") left = Made(new BinaryNode(_tokens[_at++], left, Signed()));
        return left;
    }

    private ExpressionNode Signed()
    {
        bool isNegative = false;
        int signs = 0;
        for (; Next is "-" or "+"; _at++, signs++)
        {
            if (signs == ExpressionLimits.Depth) throw new ExpressionFaultException("it has too many signs in a row");
            isNegative ^= Next == "-";
        }

        ExpressionNode node = Power();
        return isNegative ? Made(new UnaryNode("-", node)) : node;
    }

    private ExpressionNode Power()
    {
        ExpressionNode node = Indexed();
        if (!Take("**")) return node;
        if (++_depth > ExpressionLimits.Depth) throw new ExpressionFaultException($"it is nested more than {ExpressionLimits.Depth} deep");
        node = Made(new BinaryNode("**", node, Signed()));
        _depth--;
        return node;
    }

    private ExpressionNode Indexed()
    {
        ExpressionNode node = Atom();
        while (Take("["))
        {
            ExpressionNode row = Whole();
            ExpressionNode? column = Take(",") ? Whole() : null;
            Expect("]");
            node = Made(new IndexNode(node, row, column));
        }

        return node;
    }

    private ExpressionNode Atom()
    {
        if (Next is not { } token) throw new ExpressionFaultException("it ends too early");
        _at++;
        if (token == "(")
        {
            ExpressionNode inner = Whole();
            Expect(")");
            return inner;
        }

        if (token == "[")
        {
            ImmutableArray<ExpressionNode> items = Items("]");
            return items is [ComprehensionNode all] ? all : Made(new ListNode(items));
        }

        if (ExpressionTokens.IsNumber(token)) return Made(new NumberNode(ExpressionTokens.NumberOf(token)));
        if (!ExpressionTokens.IsName(token) || Reserved.Contains(token)) throw new ExpressionFaultException($"'{token}' stands where a value is expected");
        return Next == "(" ? Call(token)
            : _names.Contains(token) || _indices.Contains(token) ? Made(new NameNode(token))
            : throw new ExpressionFaultException($"'{token}' is no name of this problem");
    }

    private CallNode Call(string function)
    {
        if (!ExpressionFunctions.Knows(function)) throw new ExpressionFaultException($"'{function}' is no function of the language");
        _at++;
        ImmutableArray<ExpressionNode> arguments = Items(")");
        ExpressionFunctions.CheckCount(function, arguments.Length);
        return Made(new CallNode(function, arguments));
    }

    /// <summary>Items up to a closing sign; a comprehension stands alone.</summary>
    private ImmutableArray<ExpressionNode> Items(string end)
    {
        if (Take(end)) return [];
        List<ExpressionNode> items = [Whole()];
        if (Next == "for")
        {
            ComprehensionNode all = Comprehension(items[0]);
            Expect(end);
            return [all];
        }

        while (Take(",")) items.Add(Whole());
        Expect(end);
        return [.. items];
    }

    private ComprehensionNode Comprehension(ExpressionNode body)
    {
        Expect("for");
        string first = Name();
        string? second = Take(",") ? Name() : null;
        if (first == second) throw new ExpressionFaultException($"both indices are named '{first}'");
        Expect("in");
        Expect(second is null ? "range" : "pairs");
        Expect("(");
        ExpressionNode bound = Whole();
        Expect(")");
        return Made(new ComprehensionNode(body, first, second, bound, Take("if") ? Whole() : null));
    }

    /// <summary>Names of indices anywhere in the text: the body of a comprehension stands before them. Whether one is known at its place shows in evaluation.</summary>
    private static HashSet<string> IndicesOf(List<string> tokens)
    {
        HashSet<string> indices = new(StringComparer.Ordinal);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] != "for") continue;
            for (int j = i + 1; j < tokens.Count && j <= i + 3 && tokens[j] != "in"; j++) indices.Add(tokens[j]);
        }

        return indices;
    }

    private string Name()
    {
        if (Next is not { } token || !ExpressionTokens.IsName(token) || Reserved.Contains(token)) throw new ExpressionFaultException("an index has a name");
        if (_names.Contains(token)) throw new ExpressionFaultException($"'{token}' is a name of this problem and cannot be an index");
        _at++;
        return token;
    }

    private bool Take(string token)
    {
        if (Next != token) return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw new ExpressionFaultException(Next is { } found ? $"'{token}' is expected where '{found}' stands" : $"'{token}' is missing at its end");
    }

    private T Made<T>(T node)
        where T : ExpressionNode =>
        ++_nodes > ExpressionLimits.Nodes ? throw new ExpressionFaultException($"it has more than {ExpressionLimits.Nodes} parts") : node;
}
