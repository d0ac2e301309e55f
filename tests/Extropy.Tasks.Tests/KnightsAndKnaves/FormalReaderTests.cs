using CsCheck;
using Extropy.Core.Chance;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class FormalReaderTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(12);

    [Theory]
    [InlineData(ParagraphStyle.Tested)]
    [InlineData(ParagraphStyle.Verdict)]
    public void Read_WhatTheWriterWrote_IsTheSameClaim(ParagraphStyle style)
    {
        foreach (KkPuzzle puzzle in KkGenerator.Generate(5, 100, Stream))
        {
            foreach (Claim claim in ReferenceReasoner.Derive(puzzle))
                Assert.Equal(claim, FormalReader.Shared.Read(KkWriter.Paragraph(claim, style))?.Claim);
        }
    }

    [Fact]
    public void Read_TestedContradiction_RefutesTheLastRoleListed()
    {
        KkParagraph? read = FormalReader.Shared.Read("ASSUME P0 KNIGHT P2 KNAVE TEST P0 OK P2 CONTRA");

        Assert.Equal(new Claim.Contradiction([new(0, true)], new RoleOf(2, false), 2), read?.Claim);
        Assert.Equal([new PersonTest(0, true), new PersonTest(2, false)], read?.Tests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ASSUME")]
    [InlineData("ASSUME OK")]
    [InlineData("ASSUME P0 OK")]
    [InlineData("ASSUME P0 KNIGHT")]
    [InlineData("ASSUME P0 KNIGHT OK OK")]
    [InlineData("ASSUME P0 KNIGHT TEST")]
    [InlineData("ASSUME P0 KNIGHT TEST P1 OK")]
    [InlineData("ASSUME P0 KNIGHT TEST P0 OK P0 OK")]
    [InlineData("ASSUME P0 KNIGHT TEST P0 CONTRA P0 OK")]
    [InlineData("ASSUME P0 KNIGHT P1 KNAVE TEST P0 CONTRA P1 OK")]
    [InlineData("ASSUME P10 KNIGHT OK")]
    [InlineData("ASSUME P0 KNIGHT CONTRA")]
    [InlineData("CONTRA P0")]
    [InlineData("CONTRA P0 KNIGHT BY")]
    [InlineData("CONTRA P0 KNIGHT BY P1 P2")]
    [InlineData("CONTRA P0 KNIGHT P1")]
    [InlineData("BACK")]
    [InlineData("BACK P0 P1")]
    [InlineData("FINAL")]
    [InlineData("FINAL P0")]
    [InlineData("FINAL P0 KNIGHT")]
    [InlineData("FINAL P0 ONE P1")]
    [InlineData("final P0 ONE")]
    [InlineData("ASSUME\0P0 KNIGHT OK")]
    [InlineData("{\"P0\": 1")]
    public void Read_AnythingElse_MakesNoClaim(string text) => Assert.Null(FormalReader.Shared.Read(text));

    [Fact]
    public void Read_HugeText_MakesNoClaim()
    {
        Assert.Null(FormalReader.Shared.Read(new string('A', 1_000_000)));
        Assert.Null(FormalReader.Shared.Read("ASSUME" + string.Concat(Enumerable.Repeat(" P0 KNIGHT", 100_000)) + " OK"));
    }

    [Fact]
    public void Read_RandomWords_NeverThrows() =>
        Gen.Int[0, Words.All.Length + 3].Array[0, 30].Sample(words =>
            _ = FormalReader.Shared.Read(string.Join(' ', words.Select(word => word < Words.All.Length ? Words.All[word] : $"{(char)0}{{{word}"))));

    [Fact]
    public void Answer_RepeatedPerson_LastCounts() =>
        Assert.Equal(new Claim.Answer(new Roles(0b11, 0b10)), FormalReader.Shared.Read("FINAL P0 ONE P1 ONE P0 ZERO")?.Claim);
}
