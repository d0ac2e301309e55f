using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>
/// Reads paragraphs of the formal dialect, in both styles of <see cref="ParagraphStyle"/>. What does not follow the grammar to its last word
/// makes no claim:
/// <code>
/// ASSUME role+ OK                     role   = Pi (KNIGHT | KNAVE)
/// [ASSUME role+] CONTRA role [BY Pi]  test   = Pi (OK | CONTRA)
/// ASSUME role+ TEST test+             answer = Pi (ONE | ZERO)
/// BACK Pi
/// FINAL answer+
/// </code>
/// Only assumed people may be tested, each once, and CONTRA ends the tests: it refutes the role listed last. Tests that all end in OK claim
/// that the whole list is consistent, also when somebody was left out.
/// </summary>
public sealed class FormalReader : IParagraphReader
{
    /// <summary>Longest paragraph that is looked at. The longest that makes sense (ten people, tested) has 211 characters.</summary>
    public const int MaxLength = 1024;

    private FormalReader()
    {
    }

    /// <summary>The reader; it has no state.</summary>
    public static FormalReader Shared { get; } = new();

    /// <inheritdoc/>
    public KkParagraph? Read(string text)
    {
        if (text.Length > MaxLength) return null;
        var words = new WordScanner(text);
        return words.Next() switch
        {
            Words.Assume => ReadAssumptions(ref words),
            Words.Contra => ReadRefutation(ref words, []),
            Words.Back => words.TryPerson(out int person) && words.IsAtEnd ? Untested(new Claim.Reconsider(person)) : null,
            Words.Final => ReadAnswer(ref words),
            _ => null,
        };
    }

    private static KkParagraph? ReadAssumptions(ref WordScanner words)
    {
        var assumed = ImmutableArray.CreateBuilder<RoleOf>();
        while (words.TryRole(out RoleOf role)) assumed.Add(role);
        if (assumed.Count == 0) return null;
        return words.Next() switch
        {
            Words.Ok => words.IsAtEnd ? Untested(new Claim.Consistent(assumed.ToImmutable())) : null,
            Words.Contra => ReadRefutation(ref words, assumed.ToImmutable()),
            Words.Test => ReadTests(ref words, assumed.ToImmutable()),
            _ => null,
        };
    }

    private static KkParagraph? ReadRefutation(ref WordScanner words, ImmutableArray<RoleOf> assumed)
    {
        if (!words.TryRole(out RoleOf refuted)) return null;
        int by = -1;
        if (!words.IsAtEnd && !(words.Next() is Words.By && words.TryPerson(out by) && words.IsAtEnd)) return null;
        return Untested(new Claim.Contradiction(assumed, refuted, by));
    }

    private static KkParagraph? ReadTests(ref WordScanner words, ImmutableArray<RoleOf> all)
    {
        int open = 0; // assumed and not yet tested
        foreach (RoleOf role in all) open |= 1 << role.Person;
        var tests = ImmutableArray.CreateBuilder<PersonTest>();
        while (!words.IsAtEnd)
        {
            if (!words.TryPerson(out int person) || (open >> person & 1) == 0) return null;
            open &= ~(1 << person);
            switch (words.Next())
            {
                case Words.Ok:
                    tests.Add(new(person, true));
                    break;
                case Words.Contra when words.IsAtEnd:
                    tests.Add(new(person, false));
                    return new(new Claim.Contradiction(all.RemoveAt(all.Length - 1), all[^1], person), tests.ToImmutable());
                default:
                    return null;
            }
        }

        return tests.Count > 0 ? new(new Claim.Consistent(all), tests.ToImmutable()) : null;
    }

    private static KkParagraph? ReadAnswer(ref WordScanner words)
    {
        if (words.IsAtEnd) return null;
        Roles roles = Roles.None;
        while (!words.IsAtEnd)
        {
            if (!words.TryPerson(out int person)) return null;
            string? digit = words.Next();
            if (digit is not (Words.One or Words.Zero)) return null;
            roles = roles.With(person, digit is Words.One);
        }

        return Untested(new Claim.Answer(roles));
    }

    private static KkParagraph Untested(Claim claim) => new(claim, []);
}
