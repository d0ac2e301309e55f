using System.Buffers;
using Extropy.Core.Errors;
using Extropy.Models.Sampling;

namespace Extropy.Learning.Statistics;

/// <summary>ln softmax(z / T)[token], to the bit what the sampler records at that temperature; ∂/∂z = (e_token − softmax(z / T)) / T.</summary>
public sealed record TemperedLogProbability : IRowStatistic
{
    /// <summary>The statistic.</summary>
    /// <param name="temperature">T, positive.</param>
    /// <exception cref="BadInputException">T is not in (0, ∞).</exception>
    public TemperedLogProbability(double temperature)
    {
        if (!(temperature > 0) || !double.IsFinite(temperature))
            throw new BadInputException(FormattableString.Invariant($"The temperature {temperature} is not in (0, ∞)."));
        Temperature = temperature;
    }

    /// <summary>T.</summary>
    public double Temperature { get; }

    /// <inheritdoc/>
    public double Value(in PolicyRow row)
    {
        RowSummary summary = RowStatistics.Summarise(row.Logits, Temperature, []);
        return (row.Logits[row.Token] - summary.Maximum) / Temperature - summary.LogMass;
    }

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        int vocabulary = row.Logits.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(vocabulary);
        Span<double> weights = rented.AsSpan(0, vocabulary);
        RowStatistics.Summarise(row.Logits, Temperature, weights);
        double mass = 0;
        for (int v = 0; v < vocabulary; v++) mass += weights[v];
        double share = slope / Temperature;
        for (int v = 0; v < vocabulary; v++) logitGradients[v] -= share * weights[v] / mass;
        logitGradients[row.Token] += share;
        ArrayPool<double>.Shared.Return(rented);
    }
}
