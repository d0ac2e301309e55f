using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>
/// A puzzle: n inhabitants, each a knight (who says only what is true) or a knave (who says only what is false), and one statement by
/// each. Immutable, thread-safe. Truth tables over all 2ⁿ assignments are made once, so every question is a few bit operations.
/// </summary>
public sealed class KkPuzzle
{
    /// <summary>Fewest inhabitants.</summary>
    public const int MinPeople = 2;

    /// <summary>Most inhabitants.</summary>
    public const int MaxPeople = 10;

    /// <summary>Deepest nesting of a statement; deeper text is nobody's puzzle.</summary>
    public const int MaxDepth = 12;

    private const int WordBits = 64;

    private readonly int[] _mentions;
    private readonly ulong[][] _truth; // [n][2ⁿ bits]: bit a of row p = what person p says is true under assignment a

    /// <summary>Creates a puzzle.</summary>
    /// <param name="statements">Shape [n]; statement p is spoken by person p.</param>
    /// <param name="names">Shape [n]; distinct, not blank.</param>
    /// <exception cref="BadInputException">n outside 2..10, lengths that differ, repeated names, a person outside 0..n−1, or nesting
    /// deeper than <see cref="MaxDepth"/>.</exception>
    public KkPuzzle(ImmutableArray<Statement> statements, ImmutableArray<string> names)
    {
        Check(statements, names);
        Statements = statements;
        Names = names;
        _truth = [.. statements.Select(statement => TruthTable(statement, statements.Length))];
        _mentions = [.. statements.Select(statement => statement.Mentions)];
        using var builder = new DigestBuilder();
        builder.Add("knights-and-knaves").Add(statements.Length);
        foreach (Statement statement in statements) builder.Add(statement.ToFormal());
        Digest = builder.Build();
    }

    /// <summary>Creates a puzzle whose inhabitants are called P0, P1, ….</summary>
    /// <param name="statements">Shape [n]; statement p is spoken by person p.</param>
    public KkPuzzle(ImmutableArray<Statement> statements)
        : this(statements, [.. Enumerable.Range(0, statements.Length).Select(person => $"P{person}")])
    {
    }

    /// <summary>Statement p is spoken by person p.</summary>
    public ImmutableArray<Statement> Statements { get; }

    /// <summary>The inhabitants' names.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>n.</summary>
    public int People => Statements.Length;

    /// <summary>Identity of the statements; independent of the names.</summary>
    public Digest Digest { get; }

    /// <summary>Whether what a person says is true under an assignment.</summary>
    /// <param name="person">In 0..n−1.</param>
    /// <param name="knights">Bit p is set when person p is a knight.</param>
    public bool IsTrue(int person, int knights) => (_truth[person][knights / WordBits] >> (knights % WordBits) & 1) == 1;

    /// <summary>Whether an assignment makes every knight's statement true and every knave's false.</summary>
    /// <param name="knights">Bit p is set when person p is a knight.</param>
    public bool IsSolvedBy(int knights)
    {
        for (int person = 0; person < People; person++)
            if (IsTrue(person, knights) != ((knights >> person & 1) == 1)) return false;
        return true;
    }

    /// <summary>The persons that a person speaks of, as a bit mask.</summary>
    /// <param name="person">The speaker, in 0..n−1.</param>
    public int Mentions(int person) => _mentions[person];

    /// <summary>64 truth values at once: bit b of the result is what the person says under assignment 64·word + b.</summary>
    internal ulong TruthWord(int person, int word) => _truth[person][word];

    private static ulong[] TruthTable(Statement statement, int people)
    {
        var table = new ulong[((1 << people) + WordBits - 1) / WordBits];
        for (int knights = 0; knights < 1 << people; knights++)
            if (statement.Holds(knights)) table[knights / WordBits] |= 1UL << (knights % WordBits);
        return table;
    }

    private static void Check(ImmutableArray<Statement> statements, ImmutableArray<string> names)
    {
        int people = statements.IsDefault ? 0 : statements.Length;
        if (people is < MinPeople or > MaxPeople)
            throw new BadInputException($"A puzzle has {MinPeople} to {MaxPeople} people, not {people}.");
        if (names.IsDefault || names.Length != people)
            throw new BadInputException($"A puzzle with {people} statements needs {people} names, not {(names.IsDefault ? 0 : names.Length)}.");
        if (names.Any(string.IsNullOrWhiteSpace)) throw new BadInputException("A name is blank.");
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != people)
            throw new BadInputException($"Names must differ: {string.Join(", ", names)}.");
        for (int person = 0; person < people; person++)
        {
            if (statements[person].Depth > MaxDepth)
                throw new BadInputException($"The statement of {names[person]} is nested deeper than {MaxDepth}.");
            if (statements[person].Mentions >> people != 0)
                throw new BadInputException($"The statement of {names[person]} speaks of somebody who is not among the {people} people.");
        }
    }
}
