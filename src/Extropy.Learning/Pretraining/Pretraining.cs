using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Learning.Batches;
using Extropy.Learning.Losses;
using Extropy.Learning.Optimisation;
using Extropy.Learning.Persistence;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Pretraining;

/// <summary>
/// Supervised warm-up of a decoder: rows of a table, weighted cross-entropy, AdamW. Step s uses the rows of step s and nothing else, so a run
/// that is killed and continued from its last checkpoint ends with the bits of one that was not.
/// </summary>
/// <remarks>Not thread-safe; the decoder decides how many threads compute.</remarks>
public sealed class Pretraining
{
    private readonly ITrainableDecoder _decoder;
    private readonly IPretrainingData _rows;
    private readonly PretrainingOptions _options;
    private readonly TimeProvider _time;
    private readonly AdamW _optimiser;
    private readonly LearningRateSchedule _schedule;
    private readonly TrainingBatch _batch;
    private readonly TrainingRow _row = new();
    private readonly float[] _logits;
    private readonly float[] _logitGradients;

    /// <summary>A warm-up at step 0 of a decoder with its initial weights.</summary>
    /// <param name="decoder">The decoder; its parameters are changed in place.</param>
    /// <param name="rows">What it learns.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="time">For speed and time left.</param>
    public Pretraining(ITrainableDecoder decoder, IPretrainingData rows, PretrainingOptions options, TimeProvider time)
    {
        options.Validate();
        _decoder = decoder;
        _rows = rows;
        _options = options;
        _time = time;
        _schedule = new LearningRateSchedule(
            options.LearningRate, Math.Min(options.WarmUpSteps, rows.Steps), Math.Max(1, rows.Steps), options.FinalShare);
        _optimiser = new AdamW(decoder.Parameters.Values.Length, options.Optimiser);
        _batch = new TrainingBatch(options.TokensPerStep);
        _logits = new float[options.TokensPerStep * decoder.Config.VocabularySize];
        _logitGradients = new float[_logits.Length];
        Identity = IdentityOf(decoder, rows, options);
    }

    /// <summary>Identity of everything that decides the result: data, options, sizes and initial weights.</summary>
    public Digest Identity { get; }

    /// <summary>Steps made.</summary>
    public long Step => _optimiser.Step;

    /// <summary>Steps planned.</summary>
    public long TotalSteps => _rows.Steps;

    /// <summary>Positions seen since step 0.</summary>
    public long Tokens { get; private set; }

    /// <summary>Trains to the end, or to a step before it.</summary>
    /// <param name="checkpointFile">Written every <see cref="PretrainingOptions.CheckpointEvery"/> steps, at the end and when cancelled; when it
    /// exists, training goes on from there. Null keeps nothing.</param>
    /// <param name="onProgress">Called every <see cref="PretrainingOptions.ReportEvery"/> steps; must not throw.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <param name="lastStep">Where to stop; the end by default.</param>
    /// <exception cref="BadInputException">The checkpoint is of another run.</exception>
    /// <exception cref="ExtropyException">The checkpoint is damaged, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, after the checkpoint was written.</exception>
    public void Run(
        string? checkpointFile, Action<PretrainingProgress>? onProgress, CancellationToken cancellationToken, long lastStep = long.MaxValue)
    {
        if (checkpointFile is not null && Step == 0 && File.Exists(checkpointFile)) Restore(checkpointFile);
        var meter = new PretrainingMeter(_time, Tokens);
        lastStep = Math.Min(lastStep, TotalSteps);
        while (Step < lastStep)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                if (checkpointFile is not null) Save(checkpointFile);
                cancellationToken.ThrowIfCancellationRequested();
            }

            MakeStep(meter);
            if (onProgress is not null && (Step % _options.ReportEvery == 0 || Step == lastStep)) onProgress(Report(meter));
            if (checkpointFile is not null && (Step % _options.CheckpointEvery == 0 || Step == lastStep)) Save(checkpointFile);
        }
    }

    /// <summary>Writes weights, moments and step; the file is replaced as a whole.</summary>
    public void Save(string checkpointFile) =>
        StateFile.Save(checkpointFile, Identity, BitConverter.GetBytes(Tokens), _decoder.Parameters, _optimiser);

    private void Restore(string checkpointFile)
    {
        Tokens = BitConverter.ToInt64(StateFile.Load(checkpointFile, Identity, _decoder.Parameters, _optimiser).Span);
        _decoder.ParametersChanged();
    }

    private void MakeStep(PretrainingMeter meter)
    {
        Fill(Step);
        int vocabulary = _decoder.Config.VocabularySize, positions = _batch.Positions;
        Span<float> logits = _logits.AsSpan(0, positions * vocabulary);
        Span<float> logitGradients = _logitGradients.AsSpan(0, positions * vocabulary);

        _decoder.ZeroGradients();
        _decoder.Forward(new PackedBatch(_batch.Tokens, _batch.RowStart), logits);
        TokenLoss loss = TokenCrossEntropy.Of(logits, _batch.Targets, _batch.Weights, logitGradients, _decoder.Crew);
        _decoder.Backward(logitGradients);

        double norm = GradientNorm.Of(_decoder.Gradients.Values);
        double rate = _schedule.At(Step);
        _optimiser.Update(_decoder, GradientNorm.ClippingFactor(norm, _options.ClipNorm), rate);
        Tokens += positions;
        meter.Add(loss.Value, norm, rate, _batch, logits);
    }

    /// <summary>Takes rows of a step until the next would not fit.</summary>
    private void Fill(long step)
    {
        _batch.Clear();
        for (int index = 0; ; index++)
        {
            _rows.Write(step, index, _row);
            if (_batch.TryAdd(_row)) continue;
            if (index > 0) return;
            throw new BadInputException(
                $"A row of {_row.Length} tokens does not fit a step of {_options.TokensPerStep}; raise the tokens per step.");
        }
    }

    private PretrainingProgress Report(PretrainingMeter meter) =>
        meter.Report(Step, TotalSteps, _rows.StageOf(Math.Max(0, Step - 1)), Tokens);

    private static Digest IdentityOf(ITrainableDecoder decoder, IPretrainingData rows, PretrainingOptions options)
    {
        using var builder = new DigestBuilder();
        return builder.Add("pretraining").Add(rows.Task).Add(rows.Identity).Add(rows.Steps).Add(options.Digest)
            .Add(System.Runtime.InteropServices.MemoryMarshal.AsBytes(decoder.Parameters.Values)).Build();
    }
}
