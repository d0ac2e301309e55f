using Extropy.Core.Chance;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;
using Extropy.Testing.Memory;

namespace Extropy.Models.Tests.Decoding;

public sealed class ManagedDecoderTests
{
    public static TheoryData<string> InstructionSets => Decoders.InstructionSetNames;

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Backward_EveryTensor_AgreesWithCentralDifferencesInDouble(string set)
    {
        foreach (DecoderConfig config in new[] { Decoders.Small, Decoders.Tiny }) CheckAgainstDifferences(config, Decoders.Kernels(set));
    }

    [Theory]
    [InlineData("biased")]
    [InlineData("normed")]
    [InlineData("windowed")]
    public void Backward_EveryTensorOfALaterFamily_AgreesWithCentralDifferencesInDouble(string name) // other instruction sets: equal bits, below
    {
        DecoderConfig config = name switch { "biased" => Decoders.Biased, "normed" => Decoders.Normed, _ => Decoders.Windowed };

        CheckAgainstDifferences(config, KernelSet.Default);
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Forward_AnyBatch_GivesTheBitsOfThePass(string set)
    {
        foreach (DecoderConfig config in Decoders.All)
        {
            ParameterSet parameters = Decoders.Parameters(config);
            PackedBatch batch = Batch(config, 37, 1, 16, 17, 50, 3);
            var logits = new float[batch.TokenCount * config.VocabularySize];
            using ManagedDecoder decoder = new(parameters, 1, Decoders.Kernels(set));

            decoder.Forward(batch, logits);

            for (int b = 0; b < batch.SequenceCount; b++)
            {
                int start = batch.RowStart.Span[b], end = batch.RowStart.Span[b + 1];
                float[] expected = Decoders.Logits(decoder.Weights, batch.Tokens[start..end].ToArray(), KernelSet.Default);
                Assert.Equal(expected, logits[(start * config.VocabularySize)..(end * config.VocabularySize)]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Backward_AnyInstructionSetAndThreads_GivesTheSameBits(string set)
    {
        foreach (DecoderConfig config in new[] { Decoders.Small, Decoders.Biased, Decoders.Normed, Decoders.Windowed })
        {
            float[] expected = Gradients(config, 1, KernelSet.For(InstructionSet.Scalar));

            foreach (int threads in new[] { 1, 2, 8 }) Assert.Equal(expected, Gradients(config, threads, Decoders.Kernels(set)));
        }
    }

    [Fact]
    public void Backward_SecondBatch_AddsToTheGradients()
    {
        DecoderConfig config = Decoders.Tiny;
        PackedBatch batch = Batch(config, 9, 4);
        float[] slopes = Normal(batch.TokenCount * config.VocabularySize);
        using ManagedDecoder decoder = new(Decoders.Parameters(config), 1);
        decoder.Forward(batch, new float[slopes.Length]);
        decoder.Backward(slopes);
        float[] once = decoder.Gradients.Values.ToArray();

        decoder.Forward(batch, new float[slopes.Length]);
        decoder.Backward(slopes);

        Assert.Equal(once.Select(gradient => 2 * gradient), decoder.Gradients.Values.ToArray());
        decoder.ZeroGradients();
        Assert.All(decoder.Gradients.Values.ToArray(), gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void ParametersChanged_AfterAStep_ChangesTheLogits()
    {
        DecoderConfig config = Decoders.Tiny;
        PackedBatch batch = Batch(config, 9);
        var logits = new float[batch.TokenCount * config.VocabularySize];
        ParameterSet parameters = Decoders.Parameters(config), other = Decoders.Parameters(config, seed: 2);
        using ManagedDecoder decoder = new(parameters, 1);
        parameters.CopyFrom(other);

        decoder.ParametersChanged();
        decoder.Forward(batch, logits);

        Assert.Equal(Decoders.Logits(DecoderWeights.Pack(other), batch.Tokens.ToArray(), KernelSet.Default), logits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ForwardAndBackward_AfterWarmUp_AllocateNothing(int threads)
    {
        DecoderConfig config = Decoders.Small;
        PackedBatch batch = Batch(config, 60, 33, 48, 5);
        float[] slopes = Normal(batch.TokenCount * config.VocabularySize), logits = new float[slopes.Length];
        using ManagedDecoder decoder = new(Decoders.Parameters(config), threads, KernelSet.Default, tokensPerPart: 40);
        Step();
        Step();

        Assert.Equal(0, Allocated.Least(Step));

        void Step()
        {
            decoder.ZeroGradients();
            decoder.Forward(batch, logits);
            decoder.Backward(slopes);
            decoder.ParametersChanged();
        }
    }

    [Fact]
    public void Forward_BatchThatCannotBe_IsRefused()
    {
        DecoderConfig config = Decoders.Tiny;
        using ManagedDecoder decoder = new(Decoders.Parameters(config), 1);
        var logits = new float[1000];

        Assert.Throws<ArgumentException>(() => decoder.Forward(new(new[] { 1, 2, 11 }, new[] { 0, 3 }), logits)); // no token 11
        Assert.Throws<ArgumentException>(() => decoder.Forward(new(new[] { 1, 2 }, new[] { 0, 1 }), logits)); // a token in no sequence
        Assert.Throws<ArgumentException>(() => decoder.Forward(new(new[] { 1, 2 }, new[] { 0, 0, 2 }), logits)); // an empty sequence
        Assert.Throws<ArgumentException>(() => decoder.Forward(new(new int[65], new[] { 0, 65 }), logits)); // longer than the context
        Assert.Throws<ArgumentException>(() => decoder.Forward(new(new[] { 1, 2 }, new[] { 0, 2 }), new float[21])); // no room for logits
        Assert.Throws<InvalidOperationException>(() => decoder.Backward(logits));
    }

    private static float[] Gradients(DecoderConfig config, int threads, KernelSet kernels)
    {
        PackedBatch batch = Batch(config, 30, 17, 1, 16, 40, 8, 25, 12, 9, 33);
        float[] slopes = Normal(batch.TokenCount * config.VocabularySize);
        using ManagedDecoder decoder = new(Decoders.Parameters(config), threads, kernels, tokensPerPart: 25);
        decoder.Forward(batch, new float[slopes.Length]);
        decoder.Backward(slopes);
        return decoder.Gradients.Values.ToArray();
    }

    // L = Σ slopes · logits; a few elements of every tensor are moved by ± h in double precision.
    private static void CheckAgainstDifferences(DecoderConfig config, KernelSet kernels)
    {
        const double Step = 1e-5;
        const int Samples = 4;
        PackedBatch batch = Batch(config, 41, 4);
        float[] slopes = Normal(batch.TokenCount * config.VocabularySize);
        using ManagedDecoder decoder = new(Decoders.Parameters(config), 1, kernels);
        decoder.Forward(batch, new float[slopes.Length]);
        decoder.Backward(slopes);
        ReferenceDecoder reference = new(decoder.Parameters);
        Draws draws = RandomStream.FromSeed(5).At(0);
        foreach (ParameterTensor tensor in decoder.Parameters.Tensors)
        {
            float[] gradients = decoder.Gradients[tensor.Name].ToArray();
            double scale = gradients.Max(Math.Abs);
            Assert.True(scale > 0, tensor.Name);
            for (int sample = 0; sample < Samples; sample++)
            {
                int place = draws.NextInt(tensor.Length);
                double kept = reference.Values[tensor.Offset + place];
                reference.Values[tensor.Offset + place] = kept + Step;
                double above = Loss(reference, batch, slopes);
                reference.Values[tensor.Offset + place] = kept - Step;
                double below = Loss(reference, batch, slopes);
                reference.Values[tensor.Offset + place] = kept;

                Assert.Equal((above - below) / (2 * Step), gradients[place], 1e-4 * scale);
            }
        }
    }

    private static double Loss(ReferenceDecoder reference, PackedBatch batch, float[] slopes)
    {
        double loss = 0;
        int place = 0;
        for (int b = 0; b < batch.SequenceCount; b++)
        {
            int[] tokens = batch.Tokens[batch.RowStart.Span[b]..batch.RowStart.Span[b + 1]].ToArray();
            foreach (double logit in reference.Logits(tokens).SelectMany(row => row)) loss += slopes[place++] * logit;
        }

        return loss;
    }

    private static PackedBatch Batch(DecoderConfig config, params int[] lengths)
    {
        int[] starts = [0, .. lengths.Select((_, b) => lengths.Take(b + 1).Sum())];
        return new(Decoders.Tokens(config, starts[^1]), starts);
    }

    private static float[] Normal(int count)
    {
        Draws draws = RandomStream.FromSeed(3).At(count);
        var values = new float[count];
        foreach (ref float value in values.AsSpan()) value = (float)draws.NextGaussian();
        return values;
    }
}
