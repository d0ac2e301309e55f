using Extropy.Core.Errors;
using Extropy.Learning.Batches;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;

namespace Extropy.Learning.Tests.Pretraining;

public sealed class KkCurriculumTests(ITestOutputHelper output)
{
    private static readonly KkCurriculumOptions Options = new() { VerdictSteps = 2, DerivationSteps = 2, GrowthSteps = 0 };

    [Fact]
    public void Write_SamePlace_SameRowInAnyOrder()
    {
        var one = new KkCurriculum(Options);
        var other = new KkCurriculum(Options);
        string[] forward = [.. Enumerable.Range(0, 40).Select(i => Text(one, i % 4, i))];
        string[] backward = [.. Enumerable.Range(0, 40).Reverse().Select(i => Text(other, i % 4, i)).Reverse()];

        Assert.Equal(forward, backward);
        Assert.Equal(40, forward.Distinct().Count());
        Assert.NotEqual(forward[0], Text(new KkCurriculum(Options with { Seed = 2 }), 0, 0));
    }

    [Fact]
    public void Write_VerdictRow_CountsOnlyTheTests()
    {
        var row = new TrainingRow();
        new KkCurriculum(Options).Write(0, 0, row);
        string[] words = Words(row);
        output.WriteLine(string.Join(' ', words));

        bool isTest = false;
        for (int i = 0; i < words.Length; i++)
        {
            bool isVerdict = words[i] is "OK" or "CONTRA";
            Assert.Equal(isVerdict ? 4 : isTest || words[i] == "<3>" ? 1 : 0, row.Weights[i]);
            Assert.Equal(isVerdict, row.Probes[i]);
            isTest = words[i] == "TEST" || (isTest && words[i] != "<3>");
        }

        Assert.Equal(Options.ParagraphsPerRow, words.Count(word => word == "<3>"));
        Assert.Equal("<3>", words[^1]);
    }

    [Fact]
    public void Write_SecondStage_HasDerivationsThatEndAndCountFromThePromptOn()
    {
        var curriculum = new KkCurriculum(Options with { VerdictShare = 0, TakeOverShare = 0, ShareByPeople = [0, 1] });
        var row = new TrainingRow();
        curriculum.Write(2, 0, row);
        string[] words = Words(row);
        int prompt = Array.LastIndexOf(words, "SEP") + 1;
        output.WriteLine(string.Join(' ', words));

        Assert.Equal("<1>", words[0]);
        Assert.Equal("ASSUME", words[prompt]);
        Assert.Equal("<2>", words[^1]);
        Assert.All(row.Weights[..prompt].ToArray(), weight => Assert.Equal(0, weight));
        Assert.All(row.Weights[prompt..].ToArray(), weight => Assert.True(weight > 0));
    }

    [Fact]
    public void Write_TakeOverRows_EndInTheAnswer()
    {
        var curriculum = new KkCurriculum(Options with { VerdictShare = 0, TakeOverShare = 1, ShareByPeople = [0, 0, 1] });
        var row = new TrainingRow();
        for (int i = 0; i < 300; i++)
        {
            curriculum.Write(3, i, row);
            string[] words = Words(row);
            if (row.Length == Options.MaxRowTokens) continue; // cut
            Assert.Equal("<2>", words[^1]);
            Assert.Equal("FINAL", words[^10]);
        }
    }

    [Fact]
    public void Write_Sizes_FollowTheShares()
    {
        var curriculum = new KkCurriculum(Options with { ShareByPeople = [0.25, 0, 0.75] });
        var row = new TrainingRow();
        var counts = new int[11];
        for (int i = 0; i < 2000; i++)
        {
            curriculum.Write(0, i, row);
            counts[Words(row).Count(word => word == "SAYS")]++;
        }

        Assert.Equal(0, counts[3]);
        Assert.Equal(0.25, counts[2] / 2000.0, 0.04);
        Assert.Equal(0.75, counts[4] / 2000.0, 0.04);
    }

    [Fact]
    public void Write_DuringGrowth_TheSizesJoinOneByOne()
    {
        var curriculum = new KkCurriculum(Options with { GrowthSteps = 40, VerdictSteps = 50, ShareByPeople = [0, 1, 1, 0, 1] });
        var row = new TrainingRow();
        int LargestAt(long step) => Enumerable.Range(0, 60).Max(i =>
        {
            curriculum.Write(step, i, row);
            return Words(row).Count(word => word == "SAYS");
        });

        Assert.Equal([3, 4, 4, 6], new long[] { 0, 15, 39, 40 }.Select(LargestAt));
    }

    [Fact]
    public void Write_AnyRow_HasNoHeldOutPuzzle()
    {
        var curriculum = new KkCurriculum(Options);
        var row = new TrainingRow();
        var heldOut = KkGenerator.Stream(2, Core.Chance.RandomStream.FromSeed(9)).Take(1000).Where(HeldOut.Contains)
            .Select(KkWriter.Prompt).ToHashSet();
        for (int i = 0; i < 1000; i++)
        {
            curriculum.Write(0, i, row);
            string[] words = Words(row);
            Assert.DoesNotContain(string.Join(' ', words[1..(Array.LastIndexOf(words, "SEP") + 1)]), heldOut);
        }

        Assert.InRange(heldOut.Count, 30, 80); // an eighth of the few hundred puzzles with two people
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        var options = new KkCurriculumOptions
        {
            VerdictSteps = -1, GrowthSteps = -1, ShareByPeople = [], ParagraphsPerRow = 0, VerdictShare = 0.9, TakeOverShare = 0.2, VerdictWeight = 0, MaxRowTokens = 1,
        };

        var error = Assert.Throws<BadInputException>(() => new KkCurriculum(options));

        Assert.All(
            ["verdict steps", "growth steps", "shares by people", "paragraphs", "take-over share", "verdict weight", "tokens in a row"],
            word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static string Text(KkCurriculum curriculum, long step, int index)
    {
        var row = new TrainingRow();
        curriculum.Write(step, index, row);
        return string.Join(' ', Words(row));
    }

    private static string[] Words(TrainingRow row) => KkCodec.Shared.DecodeStep(row.Tokens).Split(' ');
}
