using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class ReasoningTests(ITestOutputHelper output)
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(11);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void PartialConsistency_AllPartialAssignments_EqualsBruteForce(int people)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 50, Stream))
        {
            foreach (Roles roles in AllPartial(people))
            {
                bool expected = Enumerable.Range(0, people).Where(roles.Has).All(person =>
                    Enumerable.Range(0, 1 << people).Any(knights =>
                        (knights & roles.Known) == roles.Knights
                        && puzzle.Statements[person].Holds(knights) == roles.IsKnight(person)));

                Assert.Equal(expected, PartialConsistency.Holds(puzzle, roles));
            }
        }
    }

    /// <summary>Mean and largest number of steps, answer apart, as the specification measured them on the released puzzles.</summary>
    [Theory]
    [InlineData(2, 4, 7)]
    [InlineData(4, 10, 27)]
    [InlineData(6, 16, 52)]
    [InlineData(8, 24, 88)]
    public void Derive_ManyPuzzles_HasThePublishedNumberOfSteps(int people, double mean, int largest)
    {
        int[] steps = [.. KkGenerator.Generate(people, 399, Stream).Select(puzzle => ReferenceReasoner.Derive(puzzle).Length - 1)];

        output.WriteLine($"n = {people}: mean {steps.Average():F2}, largest {steps.Max()}");
        Assert.Equal(mean, steps.Average(), 0.08 * mean + 0.5);
        Assert.InRange(steps.Max(), 0.6 * largest, 1.6 * largest);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(5, true)]
    [InlineData(5, false)]
    [InlineData(9, true)]
    public void Derive_AnyPuzzle_EndsInTheUniqueSolution(int people, bool mentionedFirst)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 200, Stream))
        {
            var claims = ReferenceReasoner.Derive(puzzle, mentionedFirst);

            Assert.Equal(new Claim.Answer(Roles.Complete(people, KkSolver.Solutions(puzzle)[0])), claims[^1]);
            Assert.All(claims.OfType<Claim.Consistent>(), claim => Assert.True(PartialConsistency.Holds(puzzle, claim.Roles)));
            Assert.All(claims.OfType<Claim.Contradiction>(), claim => Assert.False(PartialConsistency.Holds(puzzle, claim.Roles)));
        }
    }

    [Fact]
    public void Derive_ExampleOfThePublishedData_TakesTheSameSteps()
    {
        // Ella: "Ella or Penelope is a knight." Penelope: "Ella is a knave if and only if Penelope is a knight."
        KkPuzzle puzzle = new(
        [
            new Statement.Or(new Statement.TellsTruth(0), new Statement.TellsTruth(1)),
            new Statement.Iff(new Statement.Lies(0), new Statement.TellsTruth(1)),
        ]);

        string[] text = [.. ReferenceReasoner.Derive(puzzle).Select(claim => KkWriter.Paragraph(claim))];

        Assert.Equal(
        [
            "ASSUME P0 KNIGHT TEST P0 OK",
            "ASSUME P0 KNIGHT P1 KNIGHT TEST P0 OK P1 CONTRA",
            "ASSUME P0 KNIGHT P1 KNAVE TEST P0 OK P1 CONTRA",
            "BACK P0",
            "ASSUME P0 KNAVE TEST P0 OK",
            "ASSUME P0 KNAVE P1 KNIGHT TEST P0 CONTRA",
            "ASSUME P0 KNAVE P1 KNAVE TEST P0 OK P1 OK",
            "FINAL P0 ZERO P1 ZERO",
        ],
        text);
    }

    [Fact]
    public void Paragraph_VerdictStyle_WritesOneVerdict()
    {
        ImmutableArray<RoleOf> assumed = [new(0, true)];

        Assert.Equal("ASSUME P0 KNIGHT OK", KkWriter.Paragraph(new Claim.Consistent(assumed), ParagraphStyle.Verdict));
        Assert.Equal(
            "ASSUME P0 KNIGHT CONTRA P1 KNIGHT BY P0",
            KkWriter.Paragraph(new Claim.Contradiction(assumed, new(1, true), 0), ParagraphStyle.Verdict));
        Assert.Equal("CONTRA P1 KNAVE BY P1", KkWriter.Paragraph(new Claim.Contradiction([], new(1, false), 1), ParagraphStyle.Verdict));
        Assert.Equal("FINAL P0 ONE P1 ZERO", KkWriter.Paragraph(new Claim.Answer(new Roles(0b11, 0b01))));
    }

    [Fact]
    public void RandomParagraphs_ManyDraws_AreTrueAndOfBothKinds()
    {
        int contradictions = 0;
        const int Count = 2000;
        KkPuzzle[] puzzles = [.. KkGenerator.Generate(4, 20, Stream)];
        for (int i = 0; i < Count; i++)
        {
            KkPuzzle puzzle = puzzles[i % puzzles.Length];
            Draws draws = Stream.At(i);
            Claim claim = RandomParagraphs.Draw(puzzle, ref draws);
            if (claim is Claim.Contradiction refutation)
            {
                contradictions++;
                Assert.False(PartialConsistency.CanHold(puzzle, refutation.By, refutation.Roles));
            }
            else
            {
                Assert.True(PartialConsistency.Holds(puzzle, Assert.IsType<Claim.Consistent>(claim).Roles));
            }
        }

        output.WriteLine($"contradictions {contradictions / (double)Count:P1}");
        Assert.InRange(contradictions / (double)Count, 0.3, 0.7);
    }

    [Fact]
    public void Codec_EveryText_ComesBack()
    {
        KkPuzzle puzzle = KkGenerator.One(10, Stream);
        var codec = KkCodec.Shared;

        Assert.Equal(KkWriter.Prompt(puzzle), codec.DecodeStep(codec.Encode(new Prompt(KkWriter.Prompt(puzzle))).AsSpan()[1..]));
        foreach (Claim claim in ReferenceReasoner.Derive(puzzle))
        {
            foreach (ParagraphStyle style in Enum.GetValues<ParagraphStyle>())
            {
                string text = KkWriter.Paragraph(claim, style);
                Assert.True(codec.TryEncodeStep(text, out int[]? ids));
                Assert.Equal(text, codec.DecodeStep(ids));
            }
        }
    }

    [Theory]
    [InlineData("ASSUME P0 KNIGHT PARA")]
    [InlineData("EOS")]
    [InlineData("ASSUME P10 KNIGHT")]
    [InlineData("assume P0 KNIGHT")]
    [InlineData("ASSUME\0P0")]
    [InlineData("<3>")]
    public void Codec_UnknownOrControlWord_IsRefused(string text) => Assert.False(KkCodec.Shared.TryEncodeStep(text, out _));

    [Fact]
    public void Codec_ForeignIds_AreShownNotThrown() =>
        Assert.Equal("<3> KNIGHT <-5> <9999>", KkCodec.Shared.DecodeStep([KkCodec.Shared.StepEnd, KkCodec.Id(Words.Knight), -5, 9999]));

    private static IEnumerable<Roles> AllPartial(int people)
    {
        for (int known = 0; known < 1 << people; known++)
        {
            for (int knights = 0; knights < 1 << people; knights++)
                if ((knights & ~known) == 0) yield return new Roles(known, knights);
        }
    }
}
