using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>Goes over the blank-separated words of a text once. Words outside the vocabulary read as null.</summary>
internal ref struct WordScanner
{
    private ReadOnlySpan<char> _rest;

    public WordScanner(ReadOnlySpan<char> text) => _rest = text.Trim(' ');

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next word as the vocabulary's own string, or null when it is none or there is no more.</summary>
    public string? Next()
    {
        int length = _rest.IndexOf(' ');
        ReadOnlySpan<char> word = length < 0 ? _rest : _rest[..length];
        _rest = length < 0 ? [] : _rest[length..].TrimStart(' ');
        return KkCodec.WordOf(word);
    }

    /// <summary>Takes a person, P0 … P9.</summary>
    public bool TryPerson(out int person)
    {
        person = Next() is ['P', >= '0' and <= '9'] word ? word[1] - '0' : -1;
        return person >= 0;
    }

    /// <summary>Takes a person and a role; leaves the scanner where it was when they are not next.</summary>
    public bool TryRole(out RoleOf role)
    {
        ReadOnlySpan<char> before = _rest;
        if (TryPerson(out int person) && Next() is { } word and (Words.Knight or Words.Knave))
        {
            role = new(person, word is Words.Knight);
            return true;
        }

        _rest = before;
        role = default;
        return false;
    }
}
