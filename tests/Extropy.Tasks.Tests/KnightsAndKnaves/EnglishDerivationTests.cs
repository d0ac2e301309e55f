using System.Collections.Immutable;
using CsCheck;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;
using Extropy.Tasks.KnightsAndKnaves.Verification;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class EnglishDerivationTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(16);

    /// <summary>Zoey: "Jack is a knave." Jack: "Zoey is a knight if and only if Jack is a knight." Only Zoey is a knight.</summary>
    private static readonly KkPuzzle Small =
        new([new Statement.Lies(1), new Statement.Iff(new Statement.TellsTruth(0), new Statement.TellsTruth(1))], ["Zoey", "Jack"]);

    private static readonly KkProblem English = new(Small, new KkProblemOptions { Dialect = KkDialect.English });

    /// <summary>True and false claims, remarks and answers: both dialects read the same, and judge the same.</summary>
    [Fact]
    public void Dialects_OnRandomTraces_Agree()
    {
        for (int trace = 0; trace < 1000; trace++)
        {
            int people = 2 + trace % 9;
            KkPuzzle puzzle = KkGenerator.One(people, Stream.For(trace));
            var formal = new KkProblem(puzzle);
            var english = new KkProblem(puzzle, new KkProblemOptions { Dialect = KkDialect.English });
            Draws draws = Stream.For("claims").At(trace);
            Claim[] claims = new Claim[1 + draws.NextInt(8)];
            for (int i = 0; i < claims.Length; i++) claims[i] = RandomClaim(puzzle, ref draws);

            Trajectory inFormal = Traces.Of(claims.Select(claim => KkWriter.Paragraph(claim, ParagraphStyle.Verdict)));
            Trajectory inEnglish = Traces.Of(claims.Select(claim => EnglishWriter.Paragraph(claim, puzzle.Names)));

            Assert.Equal(claims, inFormal.Steps.Select(formal.Derivation.ClaimOf));
            Assert.Equal(claims, inEnglish.Steps.Select(english.Derivation.ClaimOf));
            Assert.Equal(formal.Derivation.StandingOf(inFormal), english.Derivation.StandingOf(inEnglish));
            Verdict left = formal.Verify(inFormal), right = english.Verify(inEnglish);
            Assert.Equal(left.Steps, right.Steps);
            Assert.Equal((left.Reward, left.State, left.IsAnswerCorrect), (right.Reward, right.State, right.IsAnswerCorrect));
            Assert.Equal(formal.ReadAnswer(inFormal), english.ReadAnswer(inEnglish));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(10)]
    public void Verify_ReferenceInEnglish_IsSolved(int people)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 20, Stream))
        {
            var problem = new KkProblem(puzzle, new KkProblemOptions { Dialect = KkDialect.English });

            Assert.True(problem.Verify(Traces.Of(ReferenceReasoner.Derive(puzzle).Select(problem.Write))).IsSolved);
        }
    }

    [Theory]
    [InlineData("Assume Zoey is a knight. There is no contradiction.", "C P0 KNIGHT")]
    [InlineData("Assume Zoey is a knight and Jack is a knave. This is consistent.", "C P0 KNIGHT P1 KNAVE")]
    [InlineData("Assume Zoey is a knight, and Jack is a knave. No issues here.", "C P0 KNIGHT P1 KNAVE")]
    [InlineData("Assume Zoey is a knight. It holds without trouble", "C P0 KNIGHT")]
    [InlineData("Assume Zoey is a knight. This does not contradict anything.", "C P0 KNIGHT")]
    [InlineData("Assume Zoey is a knight. This is inconsistent.", null)]
    [InlineData("Assume Zoey is a knight. This is not consistent.", null)]
    [InlineData("Assume Zoey is a knight.", null)]
    [InlineData("Assume Zed is a knight. No contradiction.", null)]
    [InlineData("Assume Zoey is a knight, Zed is a knave. No contradiction.", null)]
    [InlineData("Assume Zoey is a knight and Zed is a knave. No contradiction.", null)]
    [InlineData("Zoey is a knight. No contradiction.", null)]
    [InlineData("Assume Zoey is a knight. Jack cannot be a knight, because that contradicts the claim of Zoey.", "X P0 KNIGHT | P1 KNIGHT by 0")]
    [InlineData("Assume Zoey is a knight. If Jack were a knight, then Zoey would lie.", "X P0 KNIGHT | P1 KNIGHT by -1")]
    [InlineData("Jack being a knave is impossible.", "X  | P1 KNAVE by -1")]
    [InlineData("Jack being a knave is odd.", null)]
    [InlineData("Jack cannot be a knave. Zoey cannot be a knave.", "X  | P1 KNAVE by -1")]
    [InlineData("Let us see: Jack cannot be a knave.", null)]
    [InlineData("I think Jack cannot be a knave.", null)]
    [InlineData("To begin, Jack cannot be a knave.", null)]
    [InlineData("In that case Jack cannot be a knave.", "X  | P1 KNAVE by -1")]
    [InlineData("Go back and reconsider Jack.", "R 1")]
    [InlineData("hello", null)]
    [InlineData("", null)]
    public void Read_Paragraph_FollowsTheReleasedRules(string text, string? expected)
    {
        string? read = new EnglishReader(Small.Names).Read(text)?.Claim switch
        {
            Claim.Consistent claim => $"C {claim.Roles}",
            Claim.Contradiction claim => $"X {claim.Base} | {new Roles(0, 0).With(claim.Refuted.Person, claim.Refuted.IsKnight)} by {claim.By}",
            Claim.Reconsider claim => $"R {claim.Person}",
            null => null,
            var other => other.ToString(),
        };

        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData("### Final Answer\n{\"Zoey\": 1, \"Jack\": 0}", true)]
    [InlineData("### Final Answer {\"Jack\":0,\"Zoey\":1}", true)] // order and blanks
    [InlineData("### Final Answer\n{' zoey ': 1, \"JACK\": 0,}", true)] // case, quotes, trailing comma
    [InlineData("{\"Zoey\": \"1\", \"Jack\": false}", true)]
    [InlineData("### Final Answer\n{\"Zoey\": 0, \"Jack\": 0} no: {\"Zoey\": 1, \"Jack\": 0}", true)] // the last map counts
    [InlineData("### Final Answer\n{\"Zoey\": 1}", false)] // a missing name
    [InlineData("### Final Answer\n{\"Zoey\": 1, \"Jack\": 0, \"Zed\": 0}", false)] // an extra name
    [InlineData("### Final Answer\n{\"Zoey\": 1, \"Jack\": 2}", false)]
    [InlineData("### Final Answer\n{\"Zoey\": 1, \"Jack\": 1}", false)]
    public void Verify_Answer_IsRightOrWrong(string answer, bool right)
    {
        Verdict verdict = English.Verify(Traces.Of(answer));

        Assert.Equal(TrajectoryState.Complete, verdict.State);
        Assert.Equal(right, verdict.IsAnswerCorrect);
        Assert.Equal(0, verdict.Reward);
    }

    [Theory]
    [InlineData("### Final Answer")]
    [InlineData("### Final Answer\n{")]
    [InlineData("### Final Answer\n{\"Zoey\": 1, \"Jack\": 0")]
    [InlineData("### Final Answer\n}{")]
    [InlineData("### Final Answer\n{}")]
    [InlineData("### Final Answer\n{\"Zoey\" 1}")]
    [InlineData("### Final Answer\n{\"Zoey\": }")]
    [InlineData("### Final Answer\n{Zoey: 1}")]
    [InlineData("\0\0\0")]
    [InlineData("Assume")]
    [InlineData("Assume Zoey")]
    [InlineData("Assume Zoey is")]
    [InlineData("If Zoey were")]
    [InlineData("the claim of")]
    [InlineData("reconsider")]
    public void Verify_MalformedText_HasNoAnswerAndScoresZero(string text)
    {
        Assert.Null(English.ReadAnswer(Traces.Of(text)));
        Assert.Equal(0, English.Verify(Traces.Of(text)).Reward);
    }

    [Fact]
    public void Verify_HugeParagraph_ScoresZero()
    {
        foreach (string text in (string[])[new string('{', 1_000_000), "Assume " + string.Concat(Enumerable.Repeat("Zoey is a knight, ", 60_000))])
            Assert.Equal(0, English.Verify(Traces.Of(text)).Reward);
    }

    [Fact]
    public void Read_MutilatedParagraphs_NeverThrow()
    {
        var reader = new EnglishReader(Small.Names);
        string text = "Assume Zoey is a knight, Jack is a knave. Jack cannot be a knight, because that contradicts the claim of Zoey. {\"Zoey\": 1}";
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 30], Gen.String).Sample((at, length, insert) =>
            _ = reader.Read(text[..at] + insert + text[Math.Min(text.Length, at + length)..]));
    }

    [Fact]
    public void InEnglish_AnyStep_IsReadable()
    {
        var problem = new KkProblem(Small);

        Assert.Equal(
            "Assume Zoey is a knight. Jack cannot be a knight, because that contradicts the claim of Zoey.",
            problem.InEnglish(new Step("ASSUME P0 KNIGHT P1 KNIGHT TEST P0 CONTRA")));
        Assert.Equal("### Final Answer\n{\"Zoey\": 1, \"Jack\": 0}", problem.InEnglish(new Step("FINAL P0 ONE P1 ZERO")));
        Assert.Equal("Assume P7 is a knight. There is no contradiction.", problem.InEnglish(new Step("ASSUME P7 KNIGHT OK")));
        Assert.Equal("BACK", problem.InEnglish(new Step("BACK")));
    }

    [Fact]
    public void InEnglish_EnglishStep_StaysAsItIs()
    {
        const string Strangers = "### Final Answer\n{\"Zoey\": 1, \"Jack\": 0, \"Zed\": 1}";

        Assert.Equal(Strangers, English.InEnglish(new Step(Strangers)));
    }

    [Theory]
    [InlineData("FINAL P0 ONE P1 ZERO P5 ONE")]
    [InlineData("FINAL P0 ZERO P1 ONE P9 ZERO")]
    [InlineData("ASSUME P7 KNIGHT OK")]
    [InlineData("ASSUME P0 KNIGHT P7 KNAVE TEST P0 OK P7 OK")]
    [InlineData("ASSUME P0 KNIGHT CONTRA P7 KNIGHT BY P0")]
    [InlineData("ASSUME P0 KNIGHT P1 KNIGHT TEST P0 OK P1 OK")]
    [InlineData("ASSUME P0 KNIGHT CONTRA P1 KNAVE BY P7")]
    [InlineData("BACK P8")]
    public void InEnglish_ClaimAboutStrangersOrNot_IsJudgedAlike(string formal)
    {
        var problem = new KkProblem(Small);
        var step = new Step(formal);
        Verdict said = problem.Verify(new Trajectory([step]));
        Verdict told = English.Verify(new Trajectory([new Step(problem.InEnglish(step))]));

        Assert.Equal(said.IsAnswerCorrect, told.IsAnswerCorrect);
        Assert.Equal(said.State, told.State);
        Assert.Equal(said.Steps, told.Steps);
    }

    [Fact]
    public void Problem_Dialect_DecidesPromptAndFormat()
    {
        Assert.StartsWith(KkEnglish.Write(Small), English.Prompt.Text);
        Assert.Equal("\n\n", English.StepSeparator);
        Assert.Equal("### Final Answer", English.FinishingCue);
        Assert.NotEqual(new KkProblem(Small).Identity, English.Identity);
    }

    private static Claim RandomClaim(KkPuzzle puzzle, ref Draws draws)
    {
        Claim claim = RandomParagraphs.Draw(puzzle, ref draws);
        int person = draws.NextInt(puzzle.People);
        return (draws.NextInt(6), claim) switch
        {
            (0, _) => new Claim.Reconsider(person),
            (1, _) => new Claim.Answer(Roles.Complete(puzzle.People, draws.NextInt(1 << puzzle.People))),
            (2, Claim.Consistent { Assumed: var assumed }) => new Claim.Contradiction(assumed[..^1], assumed[^1], draws.NextInt(-1, puzzle.People)),
            (2 or 3, Claim.Contradiction refutation) => new Claim.Consistent(refutation.Assumed.Add(refutation.Refuted)),
            _ => claim,
        };
    }
}
