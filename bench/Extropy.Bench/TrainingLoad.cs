using System.Diagnostics;
using Extropy.Core.Chance;
using Extropy.Learning.Losses;
using Extropy.Learning.Optimisation;
using Extropy.Models.Decoding;

namespace Extropy.Bench;

/// <summary>Whole training steps over one batch of random tokens: gradients to zero, forward, loss, backward, norm, AdamW with packing.</summary>
internal sealed class TrainingLoad : IDisposable
{
    /// <summary>Constant, and the same for the peer.</summary>
    public const double LearningRate = 1e-4;

    private readonly ManagedDecoder _decoder;
    private readonly AdamW _optimiser;
    private readonly int[] _tokens, _targets, _starts;
    private readonly float[] _weights, _logits, _slopes;

    /// <param name="parameters">Copied.</param>
    /// <param name="lengths">Of the rows.</param>
    /// <param name="threads">Of the decoder.</param>
    public TrainingLoad(ParameterSet parameters, int[] lengths, int threads)
    {
        ParameterSet own = ParameterSet.Zeros(parameters.Config);
        own.CopyFrom(parameters);
        _decoder = new(own, threads);
        _optimiser = new(own.Values.Length, new AdamWOptions());
        _starts = new int[lengths.Length + 1];
        for (int row = 0; row < lengths.Length; row++) _starts[row + 1] = _starts[row] + lengths[row];
        Draws draws = RandomStream.FromSeed(2).At(0);
        _tokens = new int[_starts[^1]];
        _targets = new int[_tokens.Length];
        foreach (ref int token in _tokens.AsSpan()) token = draws.NextInt(parameters.Config.VocabularySize);
        foreach (ref int token in _targets.AsSpan()) token = draws.NextInt(parameters.Config.VocabularySize);
        _weights = new float[_tokens.Length];
        _weights.AsSpan().Fill(1);
        _logits = new float[_tokens.Length * parameters.Config.VocabularySize];
        _slopes = new float[_logits.Length];
    }

    /// <summary>What <see cref="Seconds"/> counts.</summary>
    public static string[] Parts { get; } = ["zero", "forward", "loss", "backward", "norm", "AdamW, packing"];

    /// <summary>Seconds of every part since the start.</summary>
    public double[] Seconds { get; } = new double[Parts.Length];

    /// <summary>Tokens of the batch.</summary>
    public int Tokens => _tokens.Length;

    /// <summary>Multiplications and additions of a step: three times those forward, attention over the causal half only; what the way back
    /// computes anew is not counted.</summary>
    public double Flops
    {
        get
        {
            double contexts = 0;
            for (int row = 0; row + 1 < _starts.Length; row++)
            {
                double length = _starts[row + 1] - _starts[row];
                contexts += length * (length + 1) / 2;
            }

            return 3 * (Tokens * DecodeModel.MatrixFlops(_decoder.Config) + DecodeModel.AttentionFlops(_decoder.Config, contexts));
        }
    }

    /// <summary>Makes a step and returns its loss.</summary>
    public double Step()
    {
        long from = Stopwatch.GetTimestamp();
        _decoder.ZeroGradients();
        Count(0, ref from);
        _decoder.Forward(new(_tokens, _starts), _logits);
        Count(1, ref from);
        double loss = TokenCrossEntropy.Of(_logits, _targets, _weights, _slopes, _decoder.Crew).Value;
        Count(2, ref from);
        _decoder.Backward(_slopes);
        Count(3, ref from);
        double norm = GradientNorm.Of(_decoder.Gradients.Values);
        Count(4, ref from);
        _optimiser.Update(_decoder, GradientNorm.ClippingFactor(norm, 1), LearningRate);
        Count(5, ref from);
        return loss;
    }

    /// <summary>Writes the batch for the peer: rows, row starts, tokens, targets.</summary>
    public void Write(string path)
    {
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(_starts.Length - 1);
        foreach (int[] numbers in new[] { _starts, _tokens, _targets })
            foreach (int number in numbers) writer.Write(number);
    }

    public void Dispose() => _decoder.Dispose();

    private void Count(int part, ref long from)
    {
        long now = Stopwatch.GetTimestamp();
        Seconds[part] += Stopwatch.GetElapsedTime(from, now).TotalSeconds;
        from = now;
    }
}
