using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Learning.Batches;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>
/// Two stages of rows. First verdicts: a puzzle and several random self-contained paragraphs, of which only the tests count. Then
/// derivations: a puzzle and its reference derivation, mixed with rows of verdicts and with derivations that take up somebody else's
/// paragraphs, in other orders of people. Every row has a new puzzle, none of them held out.
/// </summary>
/// <remarks>Assumptions of random paragraphs are given, not learnt: a model that learnt them would write random paragraphs.</remarks>
public sealed class KkCurriculum : IPretrainingData
{
    private const double ShareOfShuffledOrders = 0.5; // of rows that take over
    private const double ShareOfLateAnswers = 0.15; // of rows that take over
    private const double ShareOfThinnedDerivations = 0.5; // of the others
    private const double ShareKept = 0.6; // of a thinned derivation's paragraphs

    private static readonly Claim StartAfresh = new Claim.Reconsider(0); // assumes nothing

    private readonly RandomStream _puzzles;
    private readonly RandomStream _choices;
    private readonly double[] _shares;
    private readonly int _smallest; // index of the smallest size with a share

    /// <summary>A curriculum.</summary>
    /// <param name="options">Valid options.</param>
    public KkCurriculum(KkCurriculumOptions options)
    {
        options.Validate();
        Options = options;
        RandomStream root = RandomStream.FromSeed(options.Seed).For("knights-and-knaves/curriculum");
        _puzzles = root.For("puzzles");
        _choices = root.For("choices");
        _shares = [.. options.ShareByPeople];
        _smallest = Array.FindIndex(_shares, share => share > 0);
    }

    /// <summary>The settings.</summary>
    public KkCurriculumOptions Options { get; }

    /// <inheritdoc/>
    public string Task => "knights-and-knaves";

    /// <inheritdoc/>
    public Digest Identity => Options.Digest;

    /// <inheritdoc/>
    public long Steps => Options.VerdictSteps + Options.DerivationSteps;

    /// <inheritdoc/>
    public string StageOf(long step) => step < Options.VerdictSteps ? "verdicts" : "derivations";

    /// <inheritdoc/>
    public void Write(long step, int index, TrainingRow row)
    {
        Draws draws = _choices.At(step, index);
        int people = KkPuzzle.MinPeople + draws.NextCategorical(_shares.AsSpan(0, SizesAt(step)));
        KkPuzzle puzzle = TrainingPuzzle(people, _puzzles.For(step).For(index));
        row.Clear();
        var writer = new KkRowWriter(row, (float)Options.VerdictWeight);
        writer.Prompt(puzzle);
        double kind = step < Options.VerdictSteps ? 0 : draws.NextUniform();
        if (step < Options.VerdictSteps || kind < Options.VerdictShare) WriteVerdicts(puzzle, writer, ref draws);
        else if (kind < Options.VerdictShare + Options.TakeOverShare) WriteTakeOver(puzzle, writer, ref draws);
        else writer.Derivation(ReferenceReasoner.Derive(puzzle));
        row.Truncate(Options.MaxRowTokens);
    }

    /// <summary>How many sizes, from the smallest on, the rows of a step are drawn from: all after the growth, the smallest at its beginning.</summary>
    private int SizesAt(long step) =>
        step >= Options.GrowthSteps ? _shares.Length : _smallest + 1 + (int)((_shares.Length - 1 - _smallest) * step / Options.GrowthSteps);

    private void WriteVerdicts(KkPuzzle puzzle, KkRowWriter writer, ref Draws draws)
    {
        for (int i = 0; i < Options.ParagraphsPerRow; i++) writer.Given(RandomParagraphs.Draw(puzzle, ref draws));
    }

    /// <summary>Paragraphs that the model did not write, then a derivation that goes on from the last of them.</summary>
    private static void WriteTakeOver(KkPuzzle puzzle, KkRowWriter writer, ref Draws draws)
    {
        int[] order = [.. Enumerable.Range(0, puzzle.People)];
        bool isShuffled = draws.NextBernoulli(ShareOfShuffledOrders);
        if (isShuffled) draws.Shuffle<int>(order);

        if (draws.NextBernoulli(ShareOfLateAnswers))
        {
            WriteLateAnswer(puzzle, writer, order, isShuffled, ref draws);
            return;
        }

        ImmutableArray<Claim> given = draws.NextBernoulli(ShareOfThinnedDerivations)
            ? ThinnedDerivation(puzzle, order, isShuffled, ref draws)
            : RandomClaims(puzzle, draws.NextInt(3), ref draws);
        foreach (Claim claim in given) writer.Given(claim);
        Claim last = given.IsEmpty ? StartAfresh : given[^1];
        writer.Derivation(ReferenceReasoner.Continue(puzzle, last, order, mentionedFirst: !isShuffled));
    }

    /// <summary>A derivation, one to two random paragraphs, and only then the answer.</summary>
    private static void WriteLateAnswer(KkPuzzle puzzle, KkRowWriter writer, int[] order, bool isShuffled, ref Draws draws)
    {
        ImmutableArray<Claim> claims = ReferenceReasoner.Continue(puzzle, StartAfresh, order, mentionedFirst: !isShuffled);
        writer.Derivation(claims[..^1]);
        foreach (Claim claim in RandomClaims(puzzle, 1 + draws.NextInt(2), ref draws)) writer.Given(claim);
        writer.Derivation(claims[^1..]);
    }

    private static ImmutableArray<Claim> RandomClaims(KkPuzzle puzzle, int count, ref Draws draws)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>(count);
        for (int i = 0; i < count; i++) claims.Add(RandomParagraphs.Draw(puzzle, ref draws));
        return claims.MoveToImmutable();
    }

    /// <summary>The beginning of a derivation, up to any of its paragraphs, with paragraphs left out: what deletion and crossover make.</summary>
    private static ImmutableArray<Claim> ThinnedDerivation(KkPuzzle puzzle, int[] order, bool isShuffled, ref Draws draws)
    {
        ImmutableArray<Claim> whole = ReferenceReasoner.Continue(puzzle, StartAfresh, order, mentionedFirst: !isShuffled);
        int end = draws.NextInt(whole.Length); // before the answer
        var kept = ImmutableArray.CreateBuilder<Claim>(end);
        for (int i = 0; i < end; i++)
            if (whole[i] is not Claim.Reconsider && draws.NextBernoulli(ShareKept)) kept.Add(whole[i]);
        return kept.ToImmutable();
    }

    /// <summary>The first puzzle of a stream that is not held out.</summary>
    private static KkPuzzle TrainingPuzzle(int people, RandomStream stream)
    {
        for (long attempt = 0; ; attempt++)
        {
            KkPuzzle puzzle = KkGenerator.One(people, stream.For(attempt));
            if (!HeldOut.Contains(puzzle)) return puzzle;
        }
    }
}
