using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Learning.Evaluation;
using Extropy.Learning.Persistence;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Improvement;

/// <summary>
/// The loop of self-improvement: collect rollouts with the policy of the moment, train on them, check on held-out problems, again. A run that is killed and
/// continued from its last checkpoint ends with the bits of one that was not: rollouts are a pure function of weights and position, so those after the
/// checkpoint are collected again.
/// </summary>
/// <remarks>Not thread-safe. One decoding engine serves the whole run.</remarks>
public sealed class ImprovementRun : IAsyncDisposable
{
    private const string PolicyName = "improving";

    private readonly ImprovementPlan _plan;
    private readonly ImprovementOptions _options;
    private readonly ManagedDecoder _decoder;
    private readonly ManagedDecoder _reference;
    private readonly DecodingEngine _engine;
    private readonly PolicyTrainer _trainer;
    private readonly RolloutCollector _collector;
    private readonly Digest _before, _identity;
    private ImprovementProgress _now = new();

    /// <summary>A run at its beginning.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="threads">Threads that compute, at least 1; does not change the result.</param>
    /// <exception cref="BadInputException">An option out of range, a group too small for the estimator, or nothing to learn from.</exception>
    public ImprovementRun(ImprovementPlan plan, int threads)
    {
        (_plan, _options) = (plan, plan.Options);
        plan.Validate();
        ParameterSet parameters = plan.Start.Parameters;
        _before = WeightsDigest.Of(parameters, plan.Codec.Name);
        _identity = plan.Identity(_before);
        _decoder = new ManagedDecoder(parameters, threads);
        ParameterSet frozen = ParameterSet.Zeros(parameters.Config);
        frozen.CopyFrom(parameters);
        _reference = new ManagedDecoder(frozen, threads);
        var memory = ImprovementMemory.Of(parameters.Config, _options, plan.Rule, plan.UsualRowTokens, problems: 0, threads);
        _decoder.Reserve(memory.PositionsPerPass, memory.RowTokens);
        _reference.Reserve(Math.Min(memory.PositionsPerPass, PolicyTrainer.ReferencePositions), memory.RowTokens);
        _engine = new DecodingEngine(_decoder.Weights, new DecodingEngineOptions { Workers = threads, CacheBytes = memory.CacheBytes });
        _trainer = new PolicyTrainer(_decoder, plan.Rule, _options.Trainer with { Seed = _options.Seed, PositionsPerPass = memory.MostPerPass }, _options.Updates, _reference);
        _collector = new RolloutCollector(plan.Rollouts, plan.Filters, new PromptSource(plan.Problems, _options.Seed), _options.Collection);
    }

    /// <summary>Updates made.</summary>
    public long Step => _now.Updates.Length;

    /// <summary>The weights as they are now.</summary>
    public ParameterSet Parameters => _decoder.Parameters;

    /// <summary>Improves to the end.</summary>
    /// <param name="stateFile">Where a killed run goes on; null keeps nothing.</param>
    /// <param name="observer">Watches, or null.</param>
    /// <param name="cancellationToken">Stops within the stage at hand, and writes a checkpoint of the last finished update.</param>
    /// <exception cref="BadInputException">The checkpoint is of another plan, or no group was left to train on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ImprovementResult> RunAsync(string? stateFile, IImprovementObserver? observer, CancellationToken cancellationToken)
    {
        if (stateFile is not null && Step == 0 && File.Exists(stateFile)) Restore(stateFile, observer);
        if (_now.Validation.IsEmpty && _plan.Before is { } known) _now = _now with { Validation = [known] };
        try
        {
            if (_now.Validation.IsEmpty) await ValidateAsync(observer, cancellationToken).ConfigureAwait(false);
            await CheckAsync(observer, cancellationToken).ConfigureAwait(false); // a run stopped after an update may still owe its check
            while (Step < _options.Updates)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await UpdateAsync(observer, cancellationToken).ConfigureAwait(false);
                await CheckAsync(observer, cancellationToken).ConfigureAwait(false);
                if (Step == _options.Updates || Step % _options.CheckpointEvery == 0) Save(stateFile, observer);
            }
        }
        catch (OperationCanceledException) when (_now.Validation.Length > 0)
        {
            Save(stateFile, observer);
            throw;
        }

        return new ImprovementResult(_before, WeightsDigest.Of(_decoder.Parameters, _plan.Codec.Name), _now.Updates, _now.Validation);
    }

    /// <summary>Gives threads and memory back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync().ConfigureAwait(false);
        _decoder.Dispose();
        _reference.Dispose();
    }

    private async Task UpdateAsync(IImprovementObserver? observer, CancellationToken cancellationToken)
    {
        long step = Step;
        observer?.OnStage("rollouts", step);
        Collection collection = await _collector.CollectAsync(Request(), _now.Position, _now.Debt, cancellationToken).ConfigureAwait(false);
        if (collection.Groups.IsEmpty)
        {
            throw new BadInputException(
                $"All {collection.Tried} groups of update {step + 1} were filtered out: none of them has both right and wrong answers. Take easier problems, larger groups or no filter.");
        }

        observer?.OnStage("update", step);
        UpdateReport report = _trainer.Update(collection.Groups, step);
        _engine.WeightsChanged();
        UpdateRow row = UpdateRows.Of(collection, report);
        _now = _now with { Updates = _now.Updates.Add(row), Position = collection.NextPosition, Debt = collection.Debt };
        observer?.OnUpdate(row);
    }

    private async Task CheckAsync(IImprovementObserver? observer, CancellationToken cancellationToken)
    {
        bool isDue = Step == _options.Updates || _options.ValidateEvery > 0 && Step % _options.ValidateEvery == 0;
        if (isDue && _now.Validation[^1].Step < Step) await ValidateAsync(observer, cancellationToken).ConfigureAwait(false);
    }

    private void Save(string? stateFile, IImprovementObserver? observer)
    {
        if (stateFile is null) return;
        observer?.OnStage("saving", Step);
        StateFile.Save(stateFile, _identity, _now.ToFacts(_plan.Rule), _decoder.Parameters, _trainer.Optimiser);
    }

    private async Task ValidateAsync(IImprovementObserver? observer, CancellationToken cancellationToken)
    {
        observer?.OnStage("validation", Step);
        var levels = ImmutableArray.CreateBuilder<LevelOutcome>();
        var options = new PolicyEvaluationOptions
        {
            GroupSize = _options.ValidationSamples, MaxTokens = _options.MaxTokens, Seed = _options.ValidationSeed,
            Sampling = new SamplingOptions { MaxTokensPerStep = _options.Sampling.MaxTokensPerStep },
        };
        foreach (ValidationLevel level in _plan.Validation)
        {
            ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(Policy(), level.Problems, options, cancellationToken).ConfigureAwait(false);
            levels.Add(LevelOutcome.Of(level.Name, scores, _options.ValidationSamples));
        }

        var row = new ValidationRow(Step, _now.Updates.Sum(update => update.Tokens), levels.ToImmutable());
        _now = _now with { Validation = _now.Validation.Add(row) };
        observer?.OnValidation(row);
    }

    private RolloutRequest Request() => new(_plan.Problems[0], Policy(), _plan.Codec, _options.GroupSize, _options.Seed, Replicate: 0)
    {
        MaxTokens = _options.MaxTokens,
        MostRowTokens = _decoder.Config.ContextLength,
        Sampling = _options.Sampling,
        Reward = _plan.Reward,
    };

    /// <summary>The policy of the moment; every update makes another one.</summary>
    private DecoderPolicy Policy() => new(_engine, _plan.Codec, PolicyName, _identity.Derive(Step));

    private void Restore(string stateFile, IImprovementObserver? observer)
    {
        ReadOnlyMemory<byte> facts = StateFile.Load(stateFile, _identity, _decoder.Parameters, _trainer.Optimiser);
        _now = ImprovementProgress.Read(facts.Span, _plan.Rule);
        _decoder.ParametersChanged();
        observer?.OnRestored(_now.Updates, _now.Validation);
    }
}
