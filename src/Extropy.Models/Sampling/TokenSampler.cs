using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Models.Kernels;
using Extropy.Search.Contracts;

namespace Extropy.Models.Sampling;

/// <summary>
/// Draws tokens from rows of logits: temperature, then top-k, then top-p, then min-p, then the inverse distribution function over token
/// ids. A pure function of (row, options, draw); no allocation after construction; one instance serves one thread.
/// </summary>
/// <param name="vocabularySize">V ≥ 1.</param>
internal sealed class TokenSampler(int vocabularySize)
{
    private readonly double[] _weights = new double[vocabularySize];
    private readonly ulong[] _ranking = new ulong[vocabularySize];

    /// <summary>Draws one token.</summary>
    /// <param name="logits">Shape [V]. −∞ masks a token.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="draws">One uniform is taken, none at temperature 0.</param>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    public SampledToken Draw(ReadOnlySpan<float> logits, SamplingOptions options, Draws draws)
    {
        if (options.Temperature == 0) return Known(logits, RowStatistics.ArgMax(logits));

        Span<double> weights = _weights;
        RowSummary model = RowStatistics.Summarise(logits, temperature: 1, options.Temperature == 1 ? weights : []);
        RowSummary behaviour = options.Temperature == 1 ? model : RowStatistics.Summarise(logits, options.Temperature, weights);
        double logMass = IsTruncated(options) ? Truncate(logits, options) : behaviour.LogMass;
        int token = Invert(weights, draws.NextUniform());
        double lpBehaviour = (logits[token] - model.Maximum) / options.Temperature - logMass;
        return new(token, (float)RowStatistics.LogProbability(logits, model, token), (float)lpBehaviour, (float)model.EntropyNats);
    }

    /// <summary>The record of a token that was not drawn but given: its behaviour probability is 1.</summary>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    public static SampledToken Known(ReadOnlySpan<float> logits, int token)
    {
        RowSummary model = RowStatistics.Summarise(logits);
        return new(token, (float)RowStatistics.LogProbability(logits, model, token), 0, (float)model.EntropyNats);
    }

    private static bool IsTruncated(SamplingOptions options) => options.TopK > 0 || options.TopP < 1 || options.MinP > 0;

    // Sets the weights of dropped tokens to 0; returns the logarithm of what is left.
    private double Truncate(ReadOnlySpan<float> logits, SamplingOptions options)
    {
        if (options.TopK > 0 || options.TopP < 1) KeepMostProbable(logits, options);
        double least = options.MinP; // the largest weight is exp 0 = 1
        foreach (ref double weight in _weights.AsSpan())
            if (weight < least) weight = 0;
        return Elementary.Log(RowStatistics.Mass(_weights));
    }

    private void KeepMostProbable(ReadOnlySpan<float> logits, SamplingOptions options)
    {
        Rank(logits);
        int kept = options.TopK > 0 ? Math.Min(options.TopK, _ranking.Length) : _ranking.Length;
        if (options.TopP < 1)
        {
            double mass = 0;
            for (int i = 0; i < kept; i++) mass += _weights[TokenAt(i)];
            double reached = 0;
            int nucleus = 0;
            while (nucleus < kept && reached < options.TopP * mass) reached += _weights[TokenAt(nucleus++)];
            kept = Math.Max(1, nucleus);
        }

        for (int i = kept; i < _ranking.Length; i++) _weights[TokenAt(i)] = 0;
    }

    // Most probable first, ties by lowest id: the sort key is (descending order of the logit's bits, id).
    private void Rank(ReadOnlySpan<float> logits)
    {
        for (int i = 0; i < logits.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(logits[i] + 0f); // −0 becomes +0
            uint ascending = (bits >> 31) == 0 ? bits | 0x8000_0000 : ~bits;
            _ranking[i] = (ulong)~ascending << 32 | (uint)i;
        }

        _ranking.AsSpan().Sort();
    }

    private int TokenAt(int rank) => (int)(uint)_ranking[rank];

    private static int Invert(ReadOnlySpan<double> weights, double uniform)
    {
        double target = uniform * RowStatistics.Mass(weights);
        double cumulative = 0;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            last = i;
            cumulative += weights[i];
            if (target < cumulative) return i;
        }

        return last; // rounding: the last token with weight
    }
}
