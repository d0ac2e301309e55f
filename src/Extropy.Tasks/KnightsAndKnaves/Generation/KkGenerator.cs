using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Generation;

/// <summary>
/// Draws puzzles in the grammar of the published data set (mem-kk-logic, depth 2, width 2), kept only when exactly one assignment solves
/// them and when they are new. Names are drawn without replacement.
/// </summary>
/// <remarks>Attempt a uses the draws at step a of the stream and nothing else, so the first k puzzles of a longer list are those of a
/// shorter one.</remarks>
public static class KkGenerator
{
    private const int StatementKinds = 6; // leaf, not, and, or, implication, equivalence

    /// <summary>So many distinct puzzles.</summary>
    /// <param name="people">n, in 2..10.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">Source of chance.</param>
    /// <exception cref="BadInputException">n is out of range, the count is negative, or there are not so many puzzles of this size.</exception>
    public static ImmutableArray<KkPuzzle> Generate(int people, int count, RandomStream stream)
    {
        CheckPeople(people);
        if (count < 0) throw new BadInputException($"The number of puzzles must not be negative, got {count}.");
        long space = PuzzleSpace.Size(people);
        if (count > space)
            throw new BadInputException($"There are only {space} different puzzles with {people} people and one solution; {count} were asked for.");
        return [.. Stream(people, stream).Take(count)];
    }

    /// <summary>Distinct puzzles without end; stops yielding new ones only when the space of this size is spent (n ≤ 4).</summary>
    /// <param name="people">n, in 2..10.</param>
    /// <param name="stream">Source of chance.</param>
    /// <exception cref="BadInputException">n is out of range.</exception>
    public static IEnumerable<KkPuzzle> Stream(int people, RandomStream stream)
    {
        CheckPeople(people);
        return Distinct(people, stream, PuzzleSpace.Size(people));
    }

    /// <summary>One puzzle for each index, without a check against the others: what a problem number stands for.</summary>
    /// <param name="people">n, in 2..10.</param>
    /// <param name="stream">Source of chance.</param>
    /// <exception cref="BadInputException">n is out of range.</exception>
    public static KkPuzzle One(int people, RandomStream stream)
    {
        CheckPeople(people);
        for (long attempt = 0; ; attempt++)
            if (Attempt(people, stream, attempt) is { } puzzle) return puzzle;
    }

    /// <summary>A statement of the given depth, by the die of the published generator.</summary>
    internal static Statement DrawStatement(int speaker, int people, int depth, ref Draws draws)
    {
        int kind = depth == 1 ? 0 : draws.NextInt(StatementKinds);
        if (kind == 0) return DrawLeaf(speaker, people, ref draws);
        Statement left = DrawStatement(speaker, people, depth - 1, ref draws);
        if (kind == 1) return new Statement.Not(left);
        Statement right = DrawStatement(speaker, people, depth - 1, ref draws);
        while (right == left) right = DrawStatement(speaker, people, depth - 1, ref draws);
        return kind switch
        {
            2 => new Statement.And(left, right),
            3 => new Statement.Or(left, right),
            4 => new Statement.Implies(left, right),
            _ => new Statement.Iff(left, right),
        };
    }

    private static Statement DrawLeaf(int speaker, int people, ref Draws draws)
    {
        while (true)
        {
            bool isTruth = draws.NextBernoulli(0.5);
            int person = draws.NextInt(people);
            if (isTruth) return new Statement.TellsTruth(person);
            if (person != speaker) return new Statement.Lies(person); // nobody can say "I am lying"
        }
    }

    private static IEnumerable<KkPuzzle> Distinct(int people, RandomStream stream, long space)
    {
        var seen = new HashSet<Digest>();
        for (long attempt = 0; seen.Count < space; attempt++)
            if (Attempt(people, stream, attempt) is { } puzzle && seen.Add(puzzle.Digest)) yield return puzzle;
    }

    private static KkPuzzle? Attempt(int people, RandomStream stream, long attempt)
    {
        Draws draws = stream.At(attempt);
        var statements = ImmutableArray.CreateBuilder<Statement>(people);
        for (int person = 0; person < people; person++) statements.Add(DrawStatement(person, people, 2, ref draws));
        string[] names = [.. KkNames.All];
        draws.Shuffle<string>(names);
        var puzzle = new KkPuzzle(statements.MoveToImmutable(), [.. names.AsSpan(0, people)]);
        return KkSolver.TryUnique(puzzle, out _) ? puzzle : null;
    }

    private static void CheckPeople(int people)
    {
        if (people is < KkPuzzle.MinPeople or > KkPuzzle.MaxPeople)
            throw new BadInputException($"A puzzle has {KkPuzzle.MinPeople} to {KkPuzzle.MaxPeople} people, not {people}.");
    }
}
