using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.Verification;

/// <summary>
/// Works out what the verified paragraphs of trajectories show about one puzzle. Each paragraph is read and judged once; a trajectory then
/// costs a look-up and a few bit operations per step.
/// </summary>
/// <remarks>
/// Sound without knowing the solution, for puzzles that have exactly one: when a partial assignment fails the partial-consistency test, somebody's statement cannot have the
/// truth value demanded under any completion, so no solution agrees with it. Thread-safe; the memory of the look-up is bounded.
/// </remarks>
public sealed class KkDerivation
{
    private const int MostRemembered = 1 << 16;
    private const int LongestRemembered = 4096;

    private readonly ConcurrentDictionary<string, ParagraphFacts> _facts = new(StringComparer.Ordinal);
    private readonly IParagraphReader _reader;
    private int _remembered;

    /// <summary>Prepares a puzzle.</summary>
    /// <param name="puzzle">The puzzle.</param>
    /// <param name="reader">Reads the dialect in which steps are written.</param>
    public KkDerivation(KkPuzzle puzzle, IParagraphReader reader)
    {
        Puzzle = puzzle;
        _reader = reader;
    }

    /// <summary>The puzzle.</summary>
    public KkPuzzle Puzzle { get; }

    /// <summary>What a step claims, or null.</summary>
    public Claim? ClaimOf(Step step) => Facts(step).Claim;

    /// <summary>The step verifier's verdict on a step.</summary>
    public StepValidity Judge(Step step) => Facts(step).Validity;

    /// <summary>What a trajectory shows.</summary>
    public KkStanding StandingOf(Trajectory trajectory)
    {
        Span<ulong> live = stackalloc ulong[AssignmentBits.Words(Puzzle.People)];
        return StandingOf(trajectory, live);
    }

    /// <summary>What a trajectory shows.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="live">Shape [words]; receives the set of live assignments.</param>
    internal KkStanding StandingOf(Trajectory trajectory, Span<ulong> live)
    {
        ParagraphFacts[] rented = ArrayPool<ParagraphFacts>.Shared.Rent(trajectory.Length);
        Span<ParagraphFacts> facts = rented.AsSpan(0, trajectory.Length);
        for (int i = 0; i < facts.Length; i++) facts[i] = Facts(trajectory.Steps[i]);
        KkStanding standing = StandingOf(facts, live);
        ArrayPool<ParagraphFacts>.Shared.Return(rented);
        return standing;
    }

    /// <summary>Everything about a step's paragraph.</summary>
    internal ParagraphFacts Facts(Step step)
    {
        if (_facts.TryGetValue(step.Text, out ParagraphFacts? known)) return known;
        var facts = new ParagraphFacts(Puzzle, _reader.Read(step.Text));
        if (step.Text.Length <= LongestRemembered && Volatile.Read(ref _remembered) < MostRemembered && _facts.TryAdd(step.Text, facts))
            Interlocked.Increment(ref _remembered);
        return facts;
    }

    private KkStanding StandingOf(ReadOnlySpan<ParagraphFacts> paragraphs, Span<ulong> live)
    {
        live.Fill(AssignmentBits.All(Puzzle.People));
        Roles? answer = null;
        Roles verified = Roles.None; // a complete assignment that was verified
        int wrong = 0;
        foreach (ParagraphFacts facts in paragraphs)
        {
            if (facts.Validity == StepValidity.Wrong) wrong++;
            else if (facts.IsRefutation) Eliminate(live, facts.Agreeing);
            else if (facts.IsConsistent && facts.Roles.Count == Puzzle.People) verified = facts.Roles;
            else if (facts.Claim is Claim.Answer given) answer = given.NamesStrangers ? Roles.None : given.Roles;
        }

        if (verified.Count > 0) KeepOnly(verified.Knights, live);
        int count = Count(live, live);
        (int joint, int narrowest) = Joint(paragraphs, live, count);
        Roles established = verified.Count > 0 ? verified : Closure(paragraphs);
        return new(count, established, Agreement(live), joint, narrowest, answer, wrong);
    }

    /// <summary>Roles established one after the other, until no verified contradiction adds another.</summary>
    private static Roles Closure(ReadOnlySpan<ParagraphFacts> paragraphs)
    {
        Roles established = Roles.None;
        for (bool grew = true; grew;)
        {
            grew = false;
            foreach (ParagraphFacts facts in paragraphs)
            {
                if (!facts.IsRefutation || established.Has(facts.Conclusion.Person) || !facts.Premise.IsPartOf(established)) continue;
                established = established.With(facts.Conclusion.Person, facts.Conclusion.IsKnight);
                grew = true;
            }
        }

        return established;
    }

    /// <summary>The roles that all live assignments share; none when nothing lives.</summary>
    private Roles Agreement(ReadOnlySpan<ulong> live)
    {
        Roles shared = Roles.None;
        for (int person = 0; person < Puzzle.People; person++)
        {
            ulong knight = 0, knave = 0;
            for (int word = 0; word < live.Length; word++)
            {
                ulong isKnight = AssignmentBits.Knight(person, word);
                knight |= live[word] & isKnight;
                knave |= live[word] & ~isKnight;
            }

            if ((knight == 0) != (knave == 0)) shared = shared.With(person, knight != 0);
        }

        return shared;
    }

    /// <summary>Of the assumptions that still stand: the most roles in one, and the fewest live assignments left by one of two roles or more.</summary>
    private static (int Most, int Narrowest) Joint(ReadOnlySpan<ParagraphFacts> paragraphs, ReadOnlySpan<ulong> live, int narrowest)
    {
        int most = 0;
        foreach (ParagraphFacts facts in paragraphs)
        {
            if (!facts.IsConsistent || Count(facts.Agreeing, live) is not (> 0 and var left)) continue;
            most = Math.Max(most, facts.Roles.Count);
            if (facts.Roles.Count > 1) narrowest = Math.Min(narrowest, left);
        }

        return (most, narrowest);
    }

    /// <summary>A complete assignment was verified: it is a solution, and a puzzle has one.</summary>
    private static void KeepOnly(int knights, Span<ulong> live)
    {
        live.Clear();
        live[knights / AssignmentBits.WordBits] = 1UL << (knights % AssignmentBits.WordBits);
    }

    private static void Eliminate(Span<ulong> live, ReadOnlySpan<ulong> agreeing)
    {
        for (int word = 0; word < live.Length; word++) live[word] &= ~agreeing[word];
    }

    private static int Count(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int both = 0;
        for (int word = 0; word < left.Length; word++) both += BitOperations.PopCount(left[word] & right[word]);
        return both;
    }
}
