using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>
/// Reads an answer: the last balanced <c>{…}</c> of a text as a map from name to 1 or 0. Names are compared without case and surrounding blanks;
/// single quotation marks and a trailing comma are tolerated; of a name given twice the last value counts.
/// </summary>
internal ref struct AnswerMap
{
    private ReadOnlySpan<char> _rest;

    private AnswerMap(ReadOnlySpan<char> body) => _rest = body;

    /// <summary>The answer, or null when there is no map that can be read.</summary>
    public static Claim.Answer? Read(string text, ImmutableArray<string> names)
    {
        if (Body(text) is not { } body) return null;
        var map = new AnswerMap(text.AsSpan(body));
        Roles roles = Roles.None;
        bool hasStrangers = false, isEmpty = true;
        while (!map.IsAtEnd)
        {
            if (!map.TryEntry(out string name, out string value)) return null;
            isEmpty = false;
            int person = names.IndexOf(name.Trim(), StringComparer.OrdinalIgnoreCase);
            hasStrangers |= person < 0;
            if (person >= 0) roles = WithValue(roles, person, value);
        }

        return isEmpty ? null : new Claim.Answer(roles) { NamesStrangers = hasStrangers };
    }

    /// <summary>A value that is no role leaves the person without an answer.</summary>
    private static Roles WithValue(Roles roles, int person, string value) => value.ToUpperInvariant() switch
    {
        "1" or "TRUE" => roles.With(person, isKnight: true),
        "0" or "FALSE" => roles.With(person, isKnight: false),
        _ => roles.Without(person),
    };

    private bool IsAtEnd => (_rest = _rest.Trim()).IsEmpty;

    /// <summary>The inside of the last pair of braces that closes.</summary>
    private static Range? Body(string text)
    {
        Range? last = null;
        var open = new Stack<int>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '{') open.Push(i + 1);
            else if (text[i] == '}' && open.TryPop(out int start)) last = start..i;
        }

        return last;
    }

    /// <summary><c>"name": value</c> and the comma after it, if any.</summary>
    private bool TryEntry(out string name, out string value)
    {
        value = "";
        if (!TryQuoted(out name)) return false;
        _rest = _rest.TrimStart();
        if (!_rest.StartsWith(':')) return false;
        _rest = _rest[1..].TrimStart();
        if (!TryQuoted(out value))
        {
            int length = 0;
            while (length < _rest.Length && char.IsAsciiLetterOrDigit(_rest[length])) length++;
            if (length == 0) return false;
            value = _rest[..length].ToString();
            _rest = _rest[length..];
        }

        _rest = _rest.TrimStart();
        if (_rest.IsEmpty) return true;
        if (!_rest.StartsWith(',')) return false;
        _rest = _rest[1..];
        return true;
    }

    private bool TryQuoted(out string text)
    {
        text = "";
        if (_rest.IsEmpty || _rest[0] is not ('"' or '\'')) return false;
        int end = _rest[1..].IndexOf(_rest[0]);
        if (end < 0) return false;
        text = _rest.Slice(1, end).ToString();
        _rest = _rest[(end + 2)..];
        return true;
    }
}
