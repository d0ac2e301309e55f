using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>
/// L = Σ c_n w_n l_n + Σ regularizers, and ∂L/∂s for every statistic s of every position: one token loss, any weights, any regularizers, one
/// aggregation.
/// </summary>
/// <remarks>Holds the buffers of one minibatch; grows to the largest and then allocates nothing. Not thread-safe.</remarks>
public sealed class Objective
{
    private readonly ITokenLoss _loss;
    private readonly ImmutableArray<ITokenWeight> _weights;
    private readonly ImmutableArray<IRegularizer> _regularizers;
    private readonly IAggregator _aggregator;
    private readonly string[] _series; // of the regularizers
    private double[] _losses = [], _tokenWeights = [], _coefficients = [];

    /// <summary>Composes an objective.</summary>
    /// <exception cref="BadInputException">The loss is defined with another aggregation.</exception>
    public Objective(ITokenLoss loss, ImmutableArray<ITokenWeight> weights, ImmutableArray<IRegularizer> regularizers, IAggregator aggregator)
    {
        (_loss, _weights, _regularizers, _aggregator) = (loss, weights, regularizers, aggregator);
        if (loss.Aggregation is { } only && only != aggregator.Name)
            throw new BadInputException($"The loss '{loss.Name}' is only defined with the aggregation '{only}', not with '{aggregator.Name}'.");
        _series = [.. regularizers.Select(regularizer => "loss/" + regularizer.Name)];
        Needs = Methods.Aggregate(StatisticNeeds.None, (needs, method) => needs.And(method.Needs));
    }

    /// <summary>All parts, the loss first.</summary>
    public IEnumerable<IMethod> Methods => [_loss, .. _weights, .. _regularizers];

    /// <summary>What all parts have to know.</summary>
    public StatisticNeeds Needs { get; }

    /// <summary>Evaluates one minibatch.</summary>
    /// <param name="minibatch">What is known.</param>
    /// <param name="context">Where the run stands.</param>
    /// <param name="slopes">Receives ∂L/∂s, divisor included; must have the columns of <see cref="StatisticNeeds.Current"/>.</param>
    /// <returns>L.</returns>
    public double Evaluate(Minibatch minibatch, UpdateContext context, StatisticTable slopes)
    {
        int positions = minibatch.Batch.Positions;
        Reserve(positions);
        slopes.Reset(positions);
        Span<double> losses = _losses.AsSpan(0, positions), weights = _tokenWeights.AsSpan(0, positions);
        Span<double> coefficients = _coefficients.AsSpan(0, positions);
        losses.Clear();
        weights.Fill(1);
        _loss.Evaluate(minibatch, context, losses, slopes);
        foreach (ITokenWeight weight in _weights) weight.Weigh(minibatch, context, weights);
        _aggregator.Coefficients(minibatch.Batch, coefficients);

        double value = 0;
        for (int n = 0; n < positions; n++)
        {
            weights[n] *= coefficients[n];
            if (weights[n] != 0) value += weights[n] * losses[n];
        }

        for (int s = 0; s < slopes.Statistics.Length; s++)
        {
            Span<double> column = slopes.Column(s);
            for (int n = 0; n < positions; n++) column[n] = weights[n] == 0 ? 0 : column[n] * weights[n]; // 0 · ∞ would be NaN
        }

        context.Telemetry.Add("loss/policy", value);
        for (int i = 0; i < _regularizers.Length; i++)
        {
            double term = _regularizers[i].Evaluate(minibatch, coefficients, context, slopes);
            context.Telemetry.Add(_series[i], term);
            value += term;
        }

        return value;
    }

    private void Reserve(int positions)
    {
        if (positions <= _losses.Length) return;
        _losses = new double[positions];
        _tokenWeights = new double[positions];
        _coefficients = new double[positions];
    }
}
