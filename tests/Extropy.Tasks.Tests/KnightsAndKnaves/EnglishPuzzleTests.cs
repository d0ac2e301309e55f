using CsCheck;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class EnglishPuzzleTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(15);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Parse_WhatWasWritten_IsTheSamePuzzle(int people)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, 200, Stream))
        {
            KkPuzzle read = KkEnglish.Parse(KkEnglish.Write(puzzle));

            Assert.Equal(puzzle.Statements, read.Statements);
            Assert.Equal(puzzle.Names, read.Names);
        }
    }

    [Fact]
    public void Write_ManyPuzzles_UsesAllEighteenSayings()
    {
        string[] sentences =
        [
            .. KkGenerator.Generate(8, 100, Stream).SelectMany(puzzle =>
            {
                string text = KkEnglish.Write(puzzle);
                foreach (string name in puzzle.Names) text = text.Replace(name, "X", StringComparison.Ordinal);
                return text.Split(". ").Concat(text.Split("\" "));
            }),
        ];
        string[] verbs =
        [
            "said that", "told you that", "expressed that", "X said, ", "stated, ", "remarked, ", "commented, ", "noted, ", "was heard saying, ",
            "asserted: ", "According to X, ", "In X's words: ", "In a statement by X: ", "As X put it, ", "X declared", "X mentioned", "X claimed", "\" - X",
        ];

        Assert.All(verbs, verb => Assert.Contains(sentences, sentence => sentence.Contains(verb, StringComparison.Ordinal)));
    }

    /// <summary>P0 is Ann, P1 is Bob.</summary>
    [Theory]
    [InlineData("Bob is a knight", "P1 KNIGHT")]
    [InlineData("bob is a knave", null)] // names are what the text calls people
    [InlineData("Bob is not a knight", "NOT P1 KNIGHT")]
    [InlineData("Bob isn't a knave", "NOT P1 KNAVE")]
    [InlineData("Bob is telling the truth", "P1 KNIGHT")]
    [InlineData("Bob is lying", "P1 KNAVE")]
    [InlineData("Bob always lies", "P1 KNAVE")]
    [InlineData("Bob tells the truth", "P1 KNIGHT")]
    [InlineData("Bob is a liar", "P1 KNAVE")]
    [InlineData("I am a knight", "P0 KNIGHT")]
    [InlineData("I'm a knight", "P0 KNIGHT")]
    [InlineData("Ann is a knight and Bob is a knave", "AND P0 KNIGHT P1 KNAVE")]
    [InlineData("Ann is a knight, and Bob is a knave", "AND P0 KNIGHT P1 KNAVE")]
    [InlineData("Ann is a knight or Bob is a knave", "OR P0 KNIGHT P1 KNAVE")]
    [InlineData("Either Ann is a knight or Bob is a knave", "OR P0 KNIGHT P1 KNAVE")]
    [InlineData("Ann or Bob is a knight", "OR P0 KNIGHT P1 KNIGHT")]
    [InlineData("Ann and Bob are knaves", "AND P0 KNAVE P1 KNAVE")]
    [InlineData("Both Ann and Bob are knights", "AND P0 KNIGHT P1 KNIGHT")]
    [InlineData("Ann and Bob are both knights", "AND P0 KNIGHT P1 KNIGHT")]
    [InlineData("Neither Ann nor Bob is a knave", "AND NOT P0 KNAVE NOT P1 KNAVE")]
    [InlineData("If Ann is a knight then Bob is a knave", "IMPLIES P0 KNIGHT P1 KNAVE")]
    [InlineData("If Ann is a knight, then Bob is a knave", "IMPLIES P0 KNIGHT P1 KNAVE")]
    [InlineData("If Ann is a knight, Bob is a knave", "IMPLIES P0 KNIGHT P1 KNAVE")]
    [InlineData("If Ann is a knight, Bob is a knave and Cid is a knight", "IMPLIES P0 KNIGHT AND P1 KNAVE P2 KNIGHT")]
    [InlineData("If Ann is a knight, Bob is a knave and Cid is a knight, then Bob is a knight", "IMPLIES AND AND P0 KNIGHT P1 KNAVE P2 KNIGHT P1 KNIGHT")]
    [InlineData("Bob is a knave if Ann is a knight", "IMPLIES P0 KNIGHT P1 KNAVE")]
    [InlineData("Bob is a knave only if Ann is a knight", "IMPLIES P1 KNAVE P0 KNIGHT")]
    [InlineData("Ann is a knight if and only if Bob is a knave", "IFF P0 KNIGHT P1 KNAVE")]
    [InlineData("Ann is a knight iff Bob is not a knave", "IFF P0 KNIGHT NOT P1 KNAVE")]
    [InlineData("It is not the case that Ann is a knight", "NOT P0 KNIGHT")]
    [InlineData("It's not the case that Ann is a knight and Bob is a knave", "NOT AND P0 KNIGHT P1 KNAVE")]
    [InlineData("Ann is a knight, Bob is a knave, and Cid is a knight", "AND AND P0 KNIGHT P1 KNAVE P2 KNIGHT")]
    [InlineData("Ann is a knight, Bob is a knave, or Cid is a knight", "OR OR P0 KNIGHT P1 KNAVE P2 KNIGHT")]
    [InlineData("Ann is a knight and Bob is a knave or Cid is a knight", "OR AND P0 KNIGHT P1 KNAVE P2 KNIGHT")]
    [InlineData("Ann is a knight and (Bob is a knave or Cid is a knight)", "AND P0 KNIGHT OR P1 KNAVE P2 KNIGHT")]
    [InlineData("Ann, Bob and Cid are knights", "AND AND P0 KNIGHT P1 KNIGHT P2 KNIGHT")]
    [InlineData("Ann, Bob or Cid is a knight", "OR OR P0 KNIGHT P1 KNIGHT P2 KNIGHT")]
    [InlineData("Ann and Bob or Cid are knights", null)]
    [InlineData("Bob is a kngiht", null)]
    [InlineData("Bob is a knight and", null)]
    [InlineData("Dan is a knight", null)]
    [InlineData("If Bob is a knight", null)]
    [InlineData("Bob", null)]
    public void Statement_AnyForm_IsReadByTheGrammar(string statement, string? expected)
    {
        foreach (string saying in (string[])["\"{0}\" - Ann.", "Ann said: \"{0}.\"", "“{0},” Ann shouted.", "Ann whispered, '{0}'.", "Ann says that {0}."])
        {
            string text = $"You meet 3 inhabitants: Ann, Bob, and Cid. {string.Format(saying, statement)} Bob says that Ann is a knight. Cid: Ann is a knave.";

            KkPuzzle? puzzle = KkEnglish.TryParse(text, out EnglishFault fault);

            Assert.True(expected == puzzle?.Statements[0].ToFormal(), $"{text} → {puzzle?.Statements[0]} {fault}");
        }
    }

    [Theory]
    [InlineData("Ann says Bob is a knave. Bob claims that Ann is a knight.")]
    [InlineData("You meet two people, Ann and Bob. Ann says Bob is a knave. Bob claims that Ann is a knight. Who is who?")]
    [InlineData("You meet 2 inhabitants: Ann and Bob.\n\nBob told Ann that Ann is a knight.\n\n\"Bob is a knave!\" cried Ann.")]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. «Bob is a knave», Ann told Bob. In Bob’s words: “Ann is a knight”. So who is a knight? Ann: 1.")]
    [InlineData("You meet Ann and Bob. It is a sunny day. Ann: Bob is a knave. Bob: Ann is a knight.")]
    public void Parse_OtherWordings_GiveTheSamePuzzle(string text)
    {
        KkPuzzle puzzle = KkEnglish.Parse(text);

        Assert.Equal(["P1 KNAVE", "P0 KNIGHT"], puzzle.Names[0] == "Ann"
            ? puzzle.Statements.Select(statement => statement.ToFormal())
            : throw new InvalidOperationException(puzzle.Names[0]));
    }

    [Theory]
    [InlineData("saint", "sinner")]
    [InlineData("altruist", "egoist")]
    [InlineData("knave", "knight")] // turned around on purpose
    public void Parse_OtherRoleWords_AreThoseTheTextDeclares(string truthful, string lying)
    {
        string text = $"The island has {truthful}s and {lying}s. {truthful}s always tell the truth, and {lying}s always lie. You meet 2 inhabitants: "
            + $"Zephyr, and Anne-Marie O'Neil. Zephyr said that Anne-Marie O'Neil is an {lying}. Anne-Marie O'Neil noted, \"Zephyr is a {truthful}\". "
            + $"So who is a {truthful} and who is a {lying}?";

        KkPuzzle puzzle = KkEnglish.Parse(text);

        Assert.Equal(["Zephyr", "Anne-Marie O'Neil"], puzzle.Names);
        Assert.Equal(["P1 KNAVE", "P0 KNIGHT"], puzzle.Statements.Select(statement => statement.ToFormal()));
    }

    [Fact]
    public void Parse_NamesEndingInS_KeepTheirPossessives()
    {
        KkPuzzle puzzle = KkEnglish.Parse(
            "You meet 3 inhabitants: Lucas, James, and Jo. In Lucas' words: \"James is a knave\". In James's words: \"Jo is a knave\". Jo said, 'Lucas is a knave.'");

        Assert.Equal(["P1 KNAVE", "P2 KNAVE", "P0 KNAVE"], puzzle.Statements.Select(statement => statement.ToFormal()));
    }

    [Fact]
    public void Parse_DeepStatement_RoundTrips()
    {
        Statement deep = new Statement.Not(new Statement.Implies(
            new Statement.And(new Statement.Lies(0), new Statement.Not(new Statement.TellsTruth(1))),
            new Statement.Iff(new Statement.Or(new Statement.Lies(1), new Statement.Lies(0)), new Statement.TellsTruth(0))));
        var puzzle = new KkPuzzle([deep, new Statement.TellsTruth(0)], ["Ann", "Bob"]);

        Assert.Equal(puzzle.Digest, KkEnglish.Parse(KkEnglish.Write(puzzle)).Digest);
    }

    [Theory]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. Ann says Bob is a knvae. Bob says Ann is a knight.", "knvae", "'a knight' or 'a knave'")]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. Ann says Bob is a knave. So who is who?", "So who", "a statement by Bob")]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. Ann says Bob is a knave. Ann says Bob is a knight.", "Ann says Bob is a knight", "speaks twice")]
    [InlineData("You meet 3 inhabitants: Ann, and Bob. Ann says Bob is a knave.", "3 inhabitants", "a list of 3 names; found 2")]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. \"Bob is a knave,\" claimed. Bob says Ann is a knight.", "claimed", "the name of the inhabitant who says this")]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. \"Bob is a knave, said Ann.", "\"Bob", "a closing quotation mark")]
    [InlineData("You meet 2 inhabitants: Ann, and Bob. Ann said, \"Bob is a knave maybe\". Bob says Ann is a knight.", "maybe", "the end of the statement")]
    [InlineData("You meet 2 inhabitants: Ann, and ann. Ann says ann is a knave.", ".", "names that differ")]
    [InlineData("Hello.", "Hello", "2 to 10 inhabitants")]
    [InlineData("", "", "2 to 10 inhabitants")]
    public void Parse_UnreadableText_SaysWhereAndWhatWasExpected(string text, string place, string expected)
    {
        Assert.Null(KkEnglish.TryParse(text, out EnglishFault fault));
        string message = Assert.Throws<BadInputException>(() => KkEnglish.Parse(text)).Message;

        Assert.StartsWith(place, text[fault.Position..]);
        Assert.Contains(expected, fault.Expected);
        Assert.Contains($"at character {fault.Position + 1}", message);
    }

    [Fact]
    public void Parse_NestedSaying_IsRefusedNotMisread() =>
        Assert.Null(KkEnglish.TryParse("You meet 2 inhabitants: Ann, and Bob. Ann says Bob claims that Ann is a knave. Bob says Ann is a knight.", out _));

    [Fact]
    public void Parse_SeveralOrNoSolutions_IsLeftToTheProblem()
    {
        KkPuzzle ambiguous = KkEnglish.Parse("You meet 2 inhabitants: Ann, and Bob. Ann says Bob is a knight. Bob says Ann is a knight.");

        Assert.Contains("2 assignments", Assert.Throws<BadInputException>(() => new KkProblem(ambiguous)).Message);
    }

    [Fact]
    public void Parse_HostileText_IsRefusedInTime()
    {
        string head = "You meet 2 inhabitants: Ann, and Bob. Ann says ";
        string[] hostile =
        [
            new string('x', 1_000_000), "\0", head + string.Concat(Enumerable.Repeat("if ", 5000)), head + new string('(', 50_000),
            head + string.Concat(Enumerable.Repeat("if (", 5000)), head + string.Concat(Enumerable.Repeat("it is not the case that ", 3000)),
            head + "Bob is a knave" + string.Concat(Enumerable.Repeat(" and Bob is a knave", 4000)), new string('"', 90_000), "You meet : .",
            "You meet 99999999999999999999 inhabitants: Ann.", new string('\'', 1001) + "s", "\ud800\udc00\ud800",
        ];

        Assert.All(hostile, text => Assert.Null(KkEnglish.TryParse(text, out _)));
    }

    [Fact]
    public void Parse_MutilatedText_NeverThrows()
    {
        string text = KkEnglish.Write(KkGenerator.One(4, Stream));
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 40], Gen.String).Sample((at, length, insert) =>
            _ = KkEnglish.TryParse(text[..at] + insert + text[Math.Min(text.Length, at + length)..], out _));
    }
}
