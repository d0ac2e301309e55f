using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Learning.Batches;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>
/// An entropy bonus that acts only while the batch's entropy is at or below a target: once a batch the coefficient rises by a step below the
/// target and falls by one above it, within [0, largest]. Source: Skywork-OR1 (arXiv 2505.22312), section 4; off unless a recipe names it.
/// </summary>
public sealed class AdaptiveEntropyBonus : IRegularizer, IMethodState
{
    private readonly AdaptiveEntropyOptions _options;
    private double _coefficient;
    private bool _isActive;

    /// <summary>The term, with a coefficient of 0.</summary>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public AdaptiveEntropyBonus(AdaptiveEntropyOptions options)
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "entropy-adaptive";

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; } = new() { Current = [ShannonEntropy.Instance], Old = [ShannonEntropy.Instance] };

    /// <inheritdoc/>
    public IMethodState State => this;

    /// <inheritdoc/>
    public double Evaluate(Minibatch minibatch, ReadOnlySpan<double> coefficients, UpdateContext context, StatisticTable slopes)
    {
        if (context is { Epoch: 0, Minibatch: 0 }) Follow(minibatch);
        context.Telemetry.Add("entropy/coefficient", _isActive ? _coefficient : 0);
        return EntropyBonus.Apply(_isActive ? _coefficient : 0, minibatch, coefficients, slopes);
    }

    /// <inheritdoc/>
    public JsonNode Save() => new JsonObject { ["coefficient"] = _coefficient, ["isActive"] = _isActive };

    /// <inheritdoc/>
    public void Restore(JsonNode state)
    {
        if (state is not JsonObject saved || saved["coefficient"] is not JsonValue number || !number.TryGetValue(out double coefficient)
            || saved["isActive"] is not JsonValue flag || !flag.TryGetValue(out bool isActive))
        {
            throw new BadInputException($"The saved state of '{Name}' has no coefficient.");
        }

        (_coefficient, _isActive) = (coefficient, isActive);
    }

    /// <summary>The first minibatch stands for its batch: all of it, in a strictly on-policy run.</summary>
    private void Follow(Minibatch minibatch)
    {
        RolloutBatch batch = minibatch.Batch;
        ReadOnlySpan<double> entropy = minibatch.Old[ShannonEntropy.Instance];
        double sum = 0;
        for (int n = 0; n < entropy.Length; n++) sum += entropy[n]; // 0 where nothing counts
        double mean = batch.Counted == 0 ? 0 : sum / batch.Counted;
        _isActive = mean <= _options.TargetNats;
        double change = mean < _options.TargetNats ? _options.Change : -_options.Change;
        _coefficient = Math.Clamp(_coefficient + change, 0, _options.Largest);
    }
}
