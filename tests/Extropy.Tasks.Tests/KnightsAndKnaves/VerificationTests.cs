using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;
using Extropy.Tasks.KnightsAndKnaves.Verification;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class VerificationTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(13);

    /// <summary>P0: "P1 is a knave." P1: "P0 is a knight if and only if P1 is a knight." Only P0 is a knight.</summary>
    private static readonly KkPuzzle Small =
        new([new Statement.Lies(1), new Statement.Iff(new Statement.TellsTruth(0), new Statement.TellsTruth(1))]);

    public static TheoryData<int, ParagraphStyle> SizesAndStyles() =>
        new(from people in (int[])[2, 3, 5, 8] from style in Enum.GetValues<ParagraphStyle>() select (people, style));

    [Theory]
    [MemberData(nameof(SizesAndStyles))]
    public void Verify_ReferenceDerivation_IsSolvedWithoutAWrongStep(int people, ParagraphStyle style)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 50, Stream))
        {
            Verdict verdict = new KkProblem(puzzle).Verify(Traces.Gold(puzzle, style));

            Assert.True(verdict.IsSolved);
            Assert.True(verdict.IsAnswerCorrect);
            Assert.False(verdict.HasWrongStep);
        }
    }

    [Theory]
    [MemberData(nameof(SizesAndStyles))]
    public void Judge_ContradictionTurnedIntoOk_IsWrong(int people, ParagraphStyle style)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 50, Stream))
        {
            foreach (var refutation in ReferenceReasoner.Derive(puzzle).OfType<Claim.Contradiction>())
            {
                string flipped = style == ParagraphStyle.Tested
                    ? KkWriter.Paragraph(refutation).Replace(Words.Contra, Words.Ok, StringComparison.Ordinal)
                    : KkWriter.Paragraph(new Claim.Consistent(refutation.Assumed.Add(refutation.Refuted)), style);

                Assert.Equal(StepValidity.Wrong, Judge(puzzle, flipped));
            }
        }
    }

    [Theory]
    [InlineData("ASSUME P0 KNIGHT P1 KNAVE TEST P0 OK P1 OK", StepValidity.Valid)]
    [InlineData("ASSUME P0 KNIGHT P1 KNAVE OK", StepValidity.Valid)]
    [InlineData("ASSUME P0 KNIGHT P1 KNIGHT TEST P0 CONTRA", StepValidity.Valid)]
    [InlineData("ASSUME P0 KNIGHT CONTRA P1 KNIGHT BY P0", StepValidity.Valid)]
    [InlineData("ASSUME P0 KNIGHT CONTRA P1 KNIGHT BY P1", StepValidity.Valid)] // whose claim is named is a remark …
    [InlineData("ASSUME P0 KNIGHT P1 KNIGHT TEST P1 CONTRA", StepValidity.Wrong)] // … unless it is a test: what P1 says does hold
    [InlineData("ASSUME P0 KNIGHT P1 KNIGHT TEST P0 OK P1 CONTRA", StepValidity.Wrong)] // a listed test is false
    [InlineData("ASSUME P0 KNIGHT P1 KNIGHT TEST P1 OK", StepValidity.Wrong)] // the test is true, the consistency is not
    [InlineData("ASSUME P0 KNIGHT P1 KNIGHT OK", StepValidity.Wrong)]
    [InlineData("ASSUME P0 KNIGHT CONTRA P1 KNAVE", StepValidity.Wrong)]
    [InlineData("CONTRA P0 KNIGHT", StepValidity.Wrong)]
    [InlineData("ASSUME P7 KNIGHT OK", StepValidity.Neutral)] // nobody of this puzzle
    [InlineData("BACK P0", StepValidity.Neutral)]
    [InlineData("FINAL P0 ONE P1 ZERO", StepValidity.Neutral)]
    [InlineData("hello", StepValidity.Neutral)]
    public void Judge_OneParagraph_FollowsTheRules(string paragraph, StepValidity expected) => Assert.Equal(expected, Judge(Small, paragraph));

    [Theory]
    [InlineData("FINAL P0 ONE P1 ZERO", true)]
    [InlineData("FINAL P1 ZERO P0 ONE", true)] // order does not matter
    [InlineData("FINAL P0 ONE", false)] // a missing name
    [InlineData("FINAL P0 ONE P1 ZERO P2 ONE", false)] // an extra name
    [InlineData("FINAL P0 ONE P1 ONE", false)]
    public void Verify_AnswerAlone_IsKeptApartFromTheReward(string answer, bool right)
    {
        var problem = new KkProblem(Small);

        Verdict verdict = problem.Verify(Traces.Of(answer));

        Assert.Equal(TrajectoryState.Complete, verdict.State);
        Assert.Equal(right, verdict.IsAnswerCorrect);
        Assert.Equal(0, verdict.Reward);
    }

    [Fact]
    public void Verify_RightAnswerAfterAWrongStep_IsNotSolved()
    {
        var problem = new KkProblem(Small);

        Verdict verdict = problem.Verify(Traces.Of("CONTRA P0 KNIGHT", "ASSUME P0 KNIGHT P1 KNAVE OK", "FINAL P0 ONE P1 ZERO"));

        Assert.True(verdict.HasWrongStep);
        Assert.True(verdict.IsAnswerCorrect);
        Assert.Equal(0, verdict.Reward);
    }

    [Fact]
    public void Verify_States_FollowWhatIsMissing()
    {
        var problem = new KkProblem(Small);

        Assert.Equal(TrajectoryState.Open, problem.Verify(Trajectory.Empty).State);
        Assert.Equal(TrajectoryState.Open, problem.Verify(Traces.Of("ASSUME P0 KNIGHT OK")).State);
        Assert.Equal(TrajectoryState.Unfinished, problem.Verify(Traces.Of("ASSUME P0 KNIGHT P1 KNAVE OK")).State);
        Assert.Equal(TrajectoryState.Unfinished, problem.Verify(new Trajectory([new Step("BACK P0", endsTrajectory: true)])).State);
        Assert.Equal(TrajectoryState.Open, problem.Verify(Traces.Of("CONTRA P0 KNIGHT", "ASSUME P0 KNIGHT P1 KNAVE OK")).State);
        Assert.Equal(TrajectoryState.Complete, problem.Verify(Traces.Of("FINAL P0 ZERO", "BACK P0")).State);
    }

    [Fact]
    public void Verify_RefutationsOnly_EntailEveryRole()
    {
        var problem = new KkProblem(Small);
        Trajectory proof = Traces.Of("ASSUME P1 KNIGHT P0 KNIGHT CONTRA P1 KNIGHT", "ASSUME P0 KNAVE CONTRA P1 KNAVE", "ASSUME P0 KNAVE CONTRA P1 KNIGHT");

        KkStanding standing = problem.Derivation.StandingOf(proof);

        Assert.Equal(1, standing.Live);
        Assert.Equal(problem.Solution, standing.Entailed);
        Assert.Equal(Roles.None, standing.Established); // nothing is refuted without an open assumption
    }

    [Fact]
    public void StandingOf_ChainOfRefutations_EstablishesRolesInAnyOrder()
    {
        // P0: "P1 is a knave." P1: "P0 is a knave." P2: "P0 is a knave and P2 is a knave."
        var puzzle = new KkPuzzle(
            [new Statement.Lies(1), new Statement.Lies(0), new Statement.And(new Statement.Lies(0), new Statement.Lies(2))]);
        var problem = new KkProblem(puzzle);
        string[] chain = ["CONTRA P2 KNIGHT", "ASSUME P2 KNAVE CONTRA P0 KNAVE", "ASSUME P0 KNIGHT P2 KNAVE CONTRA P1 KNIGHT"];

        Roles[] steps = [.. Enumerable.Range(0, 4).Select(length => Established(chain[..length]))];

        Assert.Equal([0, 1, 2, 3], steps.Select(roles => roles.Count));
        Assert.Equal(problem.Solution, steps[3]);
        Assert.Equal(problem.Solution, Established(chain.Reverse()));
        Assert.Equal(Roles.None, Established(chain[1..])); // the first link is missing

        Roles Established(IEnumerable<string> paragraphs) => problem.Derivation.StandingOf(Traces.Of(paragraphs)).Established;
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(10)]
    public void StandingOf_AnyVerifiedParagraphs_NeverRulesOutTheSolution(int people)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 20, Stream))
        {
            var problem = new KkProblem(puzzle);
            for (int trace = 0; trace < 20; trace++)
            {
                Draws draws = Stream.For("claims").At(trace);
                var paragraphs = new List<string>();
                for (int i = 0; i < 12; i++) paragraphs.Add(KkWriter.Paragraph(RandomParagraphs.Draw(puzzle, ref draws)));
                KkStanding standing = problem.Derivation.StandingOf(Traces.Of(paragraphs));

                Assert.True(standing.Live >= 1);
                Assert.Equal(0, standing.WrongSteps);
                Assert.True(standing.Established.IsPartOf(standing.Entailed));
                Assert.True(standing.Entailed.IsPartOf(problem.Solution));
            }
        }
    }

    [Fact]
    public void Verify_HostileText_ScoresZero()
    {
        var problem = new KkProblem(Small);
        string[] hostile =
        [
            new string('x', 1_000_000), "\0", "{\"P0\": 1,", "FINAL P0 ONE P1 ZERO EXTRA", new string('{', 10_000), "ASSUME P99 KNIGHT OK", "\ud800",
        ];

        foreach (string text in hostile)
        {
            Verdict verdict = problem.Verify(Traces.Of(text));
            Assert.Equal(0, verdict.Reward);
            Assert.False(verdict.IsAnswerCorrect);
            Assert.Null(problem.ReadAnswer(Traces.Of(text)));
        }
    }

    [Fact]
    public void ReadAnswer_EqualAnswers_AreEqualTexts()
    {
        var problem = new KkProblem(Small);

        Assert.Equal("P0 KNIGHT P1 KNAVE", problem.ReadAnswer(Traces.Of("FINAL P1 ZERO P0 ONE")));
        Assert.Equal("P0 KNIGHT P1 KNAVE", problem.ReadAnswer(Traces.Of("BACK P0", "FINAL P0 ONE P1 ZERO")));
        Assert.Null(problem.ReadAnswer(Traces.Of("FINAL P0 ONE")));
        Assert.Null(problem.ReadAnswer(Trajectory.Empty));
    }

    [Fact]
    public void Constructor_PuzzleWithoutOneSolution_SaysSo()
    {
        var paradox = new KkPuzzle([new Statement.Lies(0), new Statement.TellsTruth(0)]);
        var open = new KkPuzzle([new Statement.TellsTruth(0), new Statement.TellsTruth(1)]);

        Assert.Contains("contradicts itself", Assert.Throws<BadInputException>(() => new KkProblem(paradox)).Message);
        Assert.Contains("4 assignments", Assert.Throws<BadInputException>(() => new KkProblem(open)).Message);
        Assert.Contains("negative", Assert.Throws<BadInputException>(() => new KkProblem(Small, new() { MaxSteps = -1 })).Message);
    }

    private static StepValidity Judge(KkPuzzle puzzle, string paragraph) => KkStepVerifier.Judge(puzzle, FormalReader.Shared.Read(paragraph));
}
