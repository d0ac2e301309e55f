using Extropy.Models.Decoding;
using Extropy.Models.Kernels;
using Extropy.Testing.Memory;

namespace Extropy.Models.Tests.Decoding;

/// <summary>A sequence gets the same bits whatever shares its calls.</summary>
public sealed class BatchInvarianceTests
{
    private static readonly DecoderConfig Config = Decoders.Small;

    public static TheoryData<int> RowCounts => [1, 3, 8, 20, 64, 200];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Run_ManySequencesStepByStep_GiveTheBitsOfEachAlone(int sequences)
    {
        const int Steps = 20;
        DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(Config));
        int[][] prompts = [.. Enumerable.Range(0, sequences).Select(s => Decoders.Tokens(Config, Steps, seed: 100 + s % 7))];

        float[][] together = Together(weights, prompts);

        for (int s = 0; s < Math.Min(sequences, 7); s++)
        {
            float[] alone = Decoders.Logits(weights, prompts[s], KernelSet.Default);
            Assert.Equal(alone, together[s]);
            for (int twin = s; twin < sequences; twin += 7) Assert.Equal(alone, together[twin]);
        }
    }

    [Fact]
    public void Run_StaleAndNonFinitePages_ChangeNothing()
    {
        DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(Config));
        int[] tokens = Decoders.Tokens(Config, 5);
        KeyValuePages pages = new(Config, 2);
        DecoderPass pass = new(Config, 16);
        var logits = new float[5 * Config.VocabularySize];
        int[] five = [0, 1, 2, 3, 4];
        ParameterSet broken = Decoders.Parameters(Config);
        broken["model.embed_tokens.weight"].Fill(float.NaN);
        int[] sixteen = [.. Enumerable.Range(0, 16)];
        pass.Run(DecoderWeights.Pack(broken), pages, new int[16], sixteen, new int[16], [1], [0, 1], [], []);

        pass.Run(weights, pages, tokens, five, new int[5], [1], [0, 1], five, logits);

        Assert.Equal(Decoders.Logits(weights, tokens, KernelSet.Default), logits);
    }

    [Fact]
    public void CopyPage_BranchedSequence_ContinuesAsItsParent()
    {
        DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(Config));
        int[] tokens = Decoders.Tokens(Config, 12);
        KeyValuePages pages = new(Config, 3);
        DecoderPass pass = new(Config, 12);
        int[] ten = [.. Enumerable.Range(0, 10)];
        var logits = new float[2 * Config.VocabularySize];
        pass.Run(weights, pages, tokens.AsSpan(0, 10), ten, new int[10], [2], [0, 1], [], []);

        pages.CopyPage(2, 0);
        pass.Run(weights, pages, [3, 4], [10, 10], [0, 1], [2, 0], [0, 1, 2], [0, 1], logits);

        Assert.Equal(Decoders.Logits(weights, [.. tokens[..10], 3], KernelSet.Default)[^Config.VocabularySize..], logits[..Config.VocabularySize]);
        Assert.Equal(Decoders.Logits(weights, [.. tokens[..10], 4], KernelSet.Default)[^Config.VocabularySize..], logits[Config.VocabularySize..]);
    }

    [Fact]
    public void Run_AfterTheFirst_AllocatesNothing()
    {
        DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(Config));
        KeyValuePages pages = new(Config, 2);
        DecoderPass pass = new(Config, 4);
        int[] tokens = [1, 2, 3, 4], positions = [0, 1, 2, 3], tables = new int[4], pageIds = [0], starts = [0, 1];
        var logits = new float[4 * Config.VocabularySize];
        pass.Run(weights, pages, tokens, positions, tables, pageIds, starts, positions, logits);

        Assert.Equal(0, Allocated.Least(() => pass.Run(weights, pages, tokens, positions, tables, pageIds, starts, positions, logits)));
    }

    [Fact]
    public void Run_ArgumentsThatCannotBe_AreRefused()
    {
        DecoderWeights weights = DecoderWeights.Pack(Decoders.Parameters(Config));
        KeyValuePages pages = new(Config, 2);
        DecoderPass pass = new(Config, 4);
        var logits = new float[Config.VocabularySize];

        Refused([1, 2, 3, 4, 5], [0, 1, 2, 3, 4], [0, 0, 0, 0, 0], [0], [0]); // more rows than the pass has
        Refused([1], [0, 1], [0], [0], [0]); // positions do not match
        Refused([21], [0], [0], [0], [0]); // no such token
        Refused([1], [128], [0], [0], [0]); // beyond the context
        Refused([1], [0], [1], [0], [0]); // no such table
        Refused([1], [16], [0], [0], [0]); // table too short
        Refused([1], [0], [0], [2], [0]); // no such page
        Refused([1], [0], [0], [0], [1]); // no such row
        Assert.Throws<ArgumentException>(() => pass.Run(weights, new(Decoders.Tiny, 1), [1], [0], [0], [0], [0, 1], [0], logits));

        void Refused(int[] tokens, int[] positions, int[] rowTable, int[] table, int[] logitRows) => Assert.Throws<ArgumentException>(
            () => pass.Run(weights, pages, tokens, positions, rowTable, table, [0, table.Length], logitRows, logits));
    }

    // One token of every sequence a call; the sequences take their pages in turn, so no two neighbours in memory belong together.
    private static float[][] Together(DecoderWeights weights, int[][] prompts)
    {
        int count = prompts.Length, steps = prompts[0].Length, perSequence = (steps + 15) / 16;
        KeyValuePages pages = new(Config, count * perSequence);
        DecoderPass pass = new(Config, count);
        int[] tables = [.. Enumerable.Range(0, count).SelectMany(s => Enumerable.Range(0, perSequence).Select(page => page * count + s))];
        int[] starts = [.. Enumerable.Range(0, count + 1).Select(s => s * perSequence)], rows = [.. Enumerable.Range(0, count)];
        float[][] result = [.. prompts.Select(_ => new float[steps * Config.VocabularySize])];
        var logits = new float[count * Config.VocabularySize];
        for (int step = 0; step < steps; step++)
        {
            int[] tokens = [.. prompts.Select(prompt => prompt[step])];
            pass.Run(weights, pages, tokens, [.. Enumerable.Repeat(step, count)], rows, tables, starts, rows, logits);
            for (int s = 0; s < count; s++)
                logits.AsSpan(s * Config.VocabularySize, Config.VocabularySize).CopyTo(result[s].AsSpan(step * Config.VocabularySize));
        }

        return result;
    }
}
