using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;
using Extropy.Learning.Optimisation;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Statistics;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Training;

/// <summary>
/// Turns batches of rollouts into optimiser steps. One update: score the batch with θ_old (no gradient), advantages and shapers (no gradient), then
/// for each epoch and minibatch forward, losses, aggregation, backward, clipping, AdamW. Source: the pipeline that Schulman et al. 2017 and its
/// descendants share.
/// </summary>
/// <remarks>Deterministic whatever the number of threads. Not thread-safe. After warm-up nothing is allocated but the report.</remarks>
public sealed class PolicyTrainer
{
    /// <summary>Most positions of a pass of the reference: nothing goes back through it, so small passes cost only memory's worth.</summary>
    internal const int ReferencePositions = 2_048;

    private readonly ITrainableDecoder _decoder;
    private readonly UpdateRule _rule;
    private readonly PolicyTrainerOptions _options;
    private readonly LearningRateSchedule _schedule;
    private readonly AdamW _optimiser;
    private readonly BatchScorer _scorer;
    private readonly BatchScorer? _referenceScorer;
    private readonly RolloutBatch _batch = new(), _rows = new();
    private readonly StatisticTable _old, _reference, _current, _oldRows, _referenceRows, _slopes;
    private readonly OtherLogits _others = new(), _otherRows = new();
    private readonly bool _keepsOld, _keepsReference;
    private readonly Telemetry _telemetry = new();
    private readonly RandomStream _random, _orders;
    private readonly Minibatch _whole, _minibatch;
    private double[] _advantages = [];
    private int[] _groupStart = [], _order = [];
    private int _skippedInARow;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="decoder">What is trained; its parameters are changed in place.</param>
    /// <param name="rule">What is optimised.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="totalSteps">Batches planned, at least 1: the length of the learning-rate schedule.</param>
    /// <param name="reference">The frozen reference; needed by rules that compare with one. Where it is given, the divergence from it is reported.</param>
    /// <exception cref="BadInputException">An option is out of range, or the rule needs a reference and there is none, or its parts do not go together.</exception>
    public PolicyTrainer(
        ITrainableDecoder decoder, UpdateRule rule, PolicyTrainerOptions options, long totalSteps, ITrainableDecoder? reference = null)
    {
        options.Validate();
        rule.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        (_decoder, _rule, _options, TotalSteps) = (decoder, rule, options, totalSteps);
        long optimiserSteps = totalSteps * options.Epochs * options.Minibatches;
        _schedule = new LearningRateSchedule(options.LearningRate, Math.Min(options.WarmUpSteps, optimiserSteps), optimiserSteps, options.FinalShare);
        _optimiser = new AdamW(decoder.Parameters.Values.Length, options.Optimiser);
        _random = RandomStream.FromSeed(options.Seed).For("policy-trainer");
        _orders = _random.For("order");
        StatisticNeeds needs = rule.Needs;
        _keepsOld = needs.Current.Any(statistic => statistic.Other == OtherPolicy.Old);
        _keepsReference = needs.Current.Concat(needs.Old).Any(statistic => statistic.Other == OtherPolicy.Reference);
        if (needs.Reference.FirstOrDefault(statistic => statistic.Other is not null) is { } unknown)
            throw new BadInputException($"{unknown} of the reference compares with a policy that is scored after it; ask for it of θ_old.");
        if (needs.Old.Any(statistic => statistic.Other == OtherPolicy.Old)) throw new BadInputException("A statistic compares θ_old with itself.");
        if ((_keepsReference || !needs.Reference.IsEmpty) && reference is null) throw new BadInputException("This recipe compares with a reference policy, and none was given.");
        _scorer = new BatchScorer(decoder, options.PositionsPerPass);
        if (reference is not null)
        {
            _referenceScorer = new BatchScorer(reference, Math.Min(options.PositionsPerPass, ReferencePositions));
            needs = needs.And(new StatisticNeeds { Reference = [LogProbability.Instance] });
        }

        (_old, _oldRows) = (new(needs.Old), new(needs.Old));
        (_reference, _referenceRows) = (new(needs.Reference), new(needs.Reference));
        (_current, _slopes) = (new(needs.Current), new(needs.Current));
        (_whole, _minibatch) = (new(_batch, _current, _old, _reference), new(_rows, _current, _oldRows, _referenceRows));
    }

    /// <summary>Batches planned.</summary>
    public long TotalSteps { get; }

    /// <summary>Optimiser steps made.</summary>
    public long Updates => _optimiser.Step;

    /// <summary>The optimiser, for checkpoints.</summary>
    public AdamW Optimiser => _optimiser;

    /// <summary>The rule, whose methods may have state for checkpoints.</summary>
    public UpdateRule Rule => _rule;

    /// <summary>Trains on one batch.</summary>
    /// <param name="groups">At least one rollout.</param>
    /// <param name="step">Batches before this one.</param>
    /// <exception cref="BadInputException">No token counts, a group is too small, or a reward is finite and does not suit the estimator.</exception>
    /// <exception cref="ExtropyException">Too many updates in a row had numbers that are not finite.</exception>
    public UpdateReport Update(IReadOnlyList<RolloutGroup> groups, long step)
    {
        _telemetry.Clear();
        _batch.Fill(groups);
        if (_batch.Counted == 0) throw new BadInputException("No token of the batch counts: every rollout is masked or empty.");
        UpdateContext context = new(step, TotalSteps, 0, 0, _options.Minibatches, _random.For(step), _telemetry);
        int skipped = 0, made = 0;
        try
        {
            ScoreOld();
            Advise(context);
        }
        catch (NonFiniteException fault)
        {
            Skip(fault);
            return UpdateReport.Of(step, _batch, _telemetry, updates: 0, skipped: 1);
        }

        BatchMetrics.Add(_batch, _old, _telemetry);
        if (_referenceScorer is not null) ReferenceMetrics.AddStart(_batch, _old, _reference, _telemetry);
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            Order(step, epoch);
            for (int minibatch = 0; minibatch < _options.Minibatches; minibatch++)
            {
                ReadOnlySpan<int> rows = RowsOf(minibatch);
                _rows.Take(_batch, rows);
                if (_rows.Counted == 0) continue; // no rollout, or all of them masked: nothing to learn and no step
                bool isFresh = epoch == 0 && _options.Minibatches == 1; // θ is still θ_old, and its activations are still there
                context = context with { Epoch = epoch, Minibatch = minibatch, Random = _random.For(step).For(epoch).For(minibatch) };
                if (TryStep(rows, context, isFresh)) made++;
                else skipped++;
            }
        }

        return UpdateReport.Of(step, _batch, _telemetry, made, skipped);
    }

    private void ScoreOld()
    {
        int vocabulary = _decoder.Config.VocabularySize;
        if (_keepsOld) _others.Reserve(OtherPolicy.Old, _batch.Positions, vocabulary);
        if (_keepsReference) _others.Reserve(OtherPolicy.Reference, _batch.Positions, vocabulary);
        _referenceScorer?.Score(_batch, _reference, _others, _keepsReference ? OtherPolicy.Reference : null);
        _scorer.Score(_batch, _old, _others, _keepsOld ? OtherPolicy.Old : null);
    }

    /// <summary>Rewards → advantages, on every counted token; then the shapers.</summary>
    private void Advise(UpdateContext context)
    {
        int rows = _batch.Rows;
        if (_advantages.Length < rows) _advantages = new double[rows];
        if (_groupStart.Length < rows + 1) _groupStart = new int[rows + 1];
        int groups = 0;
        for (int row = 0; row < rows; row++)
            if (row == 0 || _batch.Groups[row] != _batch.Groups[row - 1]) _groupStart[groups++] = row;
        _groupStart[groups] = rows;
        ReadOnlySpan<int> starts = _groupStart.AsSpan(0, groups + 1);
        foreach (IRewardShaper shaper in _rule.RewardShapers)
            for (int row = 0; row < rows; row++) _batch.Rewards[row] = shaper.Shape(_batch.Rollouts[row], _batch.Rewards[row]);
        for (int row = 0; row < rows; row++)
            if (!double.IsFinite(_batch.Rewards[row])) throw new NonFiniteException("rewards", row, _batch.Rewards[row]);
        _rule.Estimator.Check(_batch.Rewards, starts);
        Span<double> advantages = _advantages.AsSpan(0, rows);
        _rule.Estimator.Estimate(_batch.Rewards, starts, advantages);
        for (int row = 0; row < rows; row++) _batch.Advantages[_batch.PositionsOf(row)].Fill(advantages[row]);
        if (_rule.Shapers.IsEmpty) return;
        _current.Reset(_batch.Positions);
        foreach (Advantages.IAdvantageShaper shaper in _rule.Shapers) shaper.Shape(_whole, context);
    }

    private bool TryStep(ReadOnlySpan<int> rows, UpdateContext context, bool isFresh)
    {
        try
        {
            _decoder.ZeroGradients();
            TakeRows(rows);
            if (isFresh) _scorer.Reuse(_rows, _current, _otherRows);
            else _scorer.Score(_rows, _current, _otherRows, keepAs: null);
            double loss = _rule.Objective.Evaluate(_minibatch, context, _slopes);
            if (!double.IsFinite(loss)) throw new NonFiniteException("loss", 0, loss);
            _scorer.Backward(_rows, _slopes, _otherRows);
            double norm = GradientNorm.Of(_decoder.Gradients.Values);
            RatioMetrics.Add(_rows, _current, _oldRows, _telemetry);
            _telemetry.Add("loss", loss);
            _telemetry.Add("gradient/norm", norm);
            _telemetry.Add("learning-rate", _schedule.At(Updates));
            _optimiser.Update(_decoder, GradientNorm.ClippingFactor(norm, _options.ClipNorm), _schedule.At(Updates));
            _skippedInARow = 0;
            return true;
        }
        catch (NonFiniteException fault)
        {
            Skip(fault);
            return false;
        }
    }

    private void TakeRows(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<int> starts = _batch.RowStart.Span;
        int vocabulary = _decoder.Config.VocabularySize;
        _oldRows.Take(_old, starts, rows);
        _referenceRows.Take(_reference, starts, rows);
        if (_keepsOld) _otherRows.Take(OtherPolicy.Old, _others, starts, rows, vocabulary);
        if (_keepsReference) _otherRows.Take(OtherPolicy.Reference, _others, starts, rows, vocabulary);
    }

    private void Skip(NonFiniteException fault)
    {
        if (++_skippedInARow < _options.NonFiniteLimit) return;
        throw new ExtropyException(
            $"{_skippedInARow} updates in a row had numbers that are not finite (last: {fault.Message}); nothing of them was applied. Lower the learning rate, or the bounds of the loss.");
    }

    /// <summary>One minibatch takes the rows as they come; several take a permutation that step and epoch decide.</summary>
    private void Order(long step, int epoch)
    {
        if (_order.Length < _batch.Rows) _order = new int[_batch.Rows];
        for (int i = 0; i < _batch.Rows; i++) _order[i] = i;
        if (_options.Minibatches == 1) return;
        Draws draws = _orders.At(step, epoch);
        for (int i = _batch.Rows - 1; i > 0; i--)
        {
            int other = draws.NextInt(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }

    private ReadOnlySpan<int> RowsOf(int minibatch)
    {
        int rows = _batch.Rows, from = (int)((long)rows * minibatch / _options.Minibatches);
        return _order.AsSpan(from..(int)((long)rows * (minibatch + 1) / _options.Minibatches));
    }
}
