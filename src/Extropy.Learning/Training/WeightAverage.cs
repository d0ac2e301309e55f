using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Training;

/// <summary>
/// Exponential moving average of parameters, for evaluation: θ̄ ← d θ̄ + (1 − d) θ. With bias correction the start weighs nothing: after k
/// updates θ̄ is the mean of k parameter sets with weights d^(k − i). Source: Polyak and Juditsky 1992 for the idea; Kingma and Ba 2015 for
/// the correction.
/// </summary>
/// <remarks>Element by element in double precision, kept as floats; the same bits on every machine. O(parameters) an update. Not thread-safe.</remarks>
public sealed class WeightAverage
{
    private readonly float[] _average;

    /// <summary>An average of nothing yet.</summary>
    /// <param name="count">Numbers to average.</param>
    /// <param name="decay">d in [0, 1); 0 is the last set.</param>
    /// <exception cref="BadInputException">d is not in [0, 1).</exception>
    public WeightAverage(int count, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(decay is >= 0 and < 1)) throw new BadInputException(FormattableString.Invariant($"The decay {decay} of the weight average is not in [0, 1)."));
        (_average, Decay) = (new float[count], decay);
    }

    /// <summary>d.</summary>
    public double Decay { get; }

    /// <summary>Sets averaged so far.</summary>
    public long Updates { get; private set; }

    /// <summary>θ̄, for evaluation and checkpoints; all 0 before the first update.</summary>
    public ReadOnlySpan<float> Values => _average;

    /// <summary>Takes one more set in.</summary>
    /// <param name="parameters">θ, as many numbers as the average has.</param>
    public void Add(ReadOnlySpan<float> parameters)
    {
        Check(parameters.Length);
        double share = Share(++Updates);
        for (int i = 0; i < _average.Length; i++) _average[i] = (float)(_average[i] + share * (parameters[i] - (double)_average[i]));
    }

    /// <summary>Copies θ̄ into a decoder's parameters and tells it.</summary>
    /// <exception cref="InvalidOperationException">Nothing was averaged yet.</exception>
    public void CopyTo(ITrainableDecoder decoder)
    {
        if (Updates == 0) throw new InvalidOperationException("The weight average is empty: add the weights of an update first.");
        Check(decoder.Parameters.Values.Length);
        _average.CopyTo(decoder.Parameters.Values);
        decoder.ParametersChanged();
    }

    /// <summary>Continues from a checkpoint.</summary>
    public void Restore(ReadOnlySpan<float> average, long updates)
    {
        Check(average.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(updates);
        average.CopyTo(_average);
        Updates = updates;
    }

    /// <summary>(1 − d) / (1 − dᵏ): the weight of the newest of k sets.</summary>
    private double Share(long updates)
    {
        double remaining = 1, power = Decay;
        for (long k = updates; k > 0; k >>= 1)
        {
            if ((k & 1) == 1) remaining *= power; // exact products in a fixed order, not the platform's pow
            power *= power;
        }

        return (1 - Decay) / (1 - remaining);
    }

    private void Check(int count)
    {
        if (count != _average.Length) throw new ArgumentException($"The average has {_average.Length} numbers, not {count}.", nameof(count));
    }
}
