using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>
/// Makes a Knights-and-Knaves model from nothing: initial weights, warm-up, evaluation, model directory. The same options give the same weights
/// to the bit, whatever the number of threads, the instruction set and the kills on the way.
/// </summary>
public sealed class KkPretraining : IDisposable
{
    private const string PolicyName = "knights-and-knaves";

    private readonly TimeProvider _time;
    private readonly ManagedDecoder _decoder;
    private readonly Pretraining _training;
    private readonly int _threads;

    /// <summary>A run at its beginning.</summary>
    /// <param name="options">Valid options.</param>
    /// <param name="time">For speed and time left.</param>
    /// <param name="threads">Threads that compute, at least 1; does not change the result.</param>
    public KkPretraining(KkPretrainingOptions options, TimeProvider time, int threads)
    {
        options.Validate();
        Options = options;
        _time = time;
        _threads = threads;
        RandomStream stream = RandomStream.FromSeed(options.Seed).For("knights-and-knaves/initial-weights");
        _decoder = new ManagedDecoder(ParameterSet.Initialise(options.Decoder, stream, options.InitialDeviation), threads);
        _training = new Pretraining(_decoder, new KkCurriculum(options.Curriculum with { Seed = options.Seed }), options.Training, time);
    }

    /// <summary>The recipe.</summary>
    public KkPretrainingOptions Options { get; }

    /// <summary>Steps made and planned.</summary>
    public (long Made, long Planned) Steps => (_training.Step, _training.TotalSteps);

    /// <summary>Trains to the end, evaluates, and saves the model directory.</summary>
    /// <param name="modelFolder">Receives config.json, model.safetensors and metrics.json; replaced as a whole.</param>
    /// <param name="stateFile">Where training goes on after a kill; null keeps nothing.</param>
    /// <param name="onProgress">Called every few steps; must not throw.</param>
    /// <param name="cancellationToken">Stops between two steps, after the state was written.</param>
    public async Task<KkPretrainingReport> RunAsync(
        string modelFolder, string? stateFile, Action<PretrainingProgress>? onProgress, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        var curve = ImmutableArray.CreateBuilder<PretrainingProgress>();
        _training.Run(stateFile, Report, cancellationToken);
        TimeSpan trained = _time.GetElapsedTime(start);

        Digest weights = WeightsDigest.Of(_decoder.Parameters, KkCodec.Shared.Name);
        var report = new KkPretrainingReport(Options, weights, _training.Step, _training.Tokens)
        {
            Curve = curve.ToImmutable(),
            Evaluation = await EvaluateAsync(_decoder.Parameters, weights, cancellationToken).ConfigureAwait(false),
            Training = trained,
            Evaluating = _time.GetElapsedTime(start) - trained,
            Threads = _threads,
        };
        CheckpointDirectory.Save(
            modelFolder, new Checkpoint(_decoder.Parameters, KkCodec.Shared.Name) { Metrics = report.ToJson().ToJsonString(KkPretrainingReport.Indented) + "\n" });
        return report;

        void Report(PretrainingProgress progress)
        {
            curve.Add(progress);
            onProgress?.Invoke(progress);
        }
    }

    /// <summary>Gives the decoder's threads and memory back.</summary>
    public void Dispose() => _decoder.Dispose();

    private async Task<ImmutableArray<KkEvaluationRow>> EvaluateAsync(ParameterSet parameters, Digest weights, CancellationToken cancellationToken)
    {
        if (Options.EvaluationPuzzles == 0) return [];
        var engine = new DecodingEngine(DecoderWeights.Pack(parameters), new DecodingEngineOptions { Workers = _threads });
        await using (engine.ConfigureAwait(false))
        {
            var policy = new DecoderPolicy(engine, KkCodec.Shared, PolicyName, weights);
            return await KkEvaluation.RunAsync(
                policy, Options.EvaluationSizes, Options.EvaluationPuzzles, Options.Evaluation with { Seed = Options.Seed }, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
