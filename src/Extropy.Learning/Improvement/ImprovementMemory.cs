using Extropy.Core.Errors;
using Extropy.Learning.Statistics;
using Extropy.Learning.Training;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;

namespace Extropy.Learning.Improvement;

/// <summary>
/// What an improvement takes in memory, part by part, before it begins: an upper estimate for batches as long as usual. Nothing is measured; what grows
/// with the batch is counted for <see cref="Positions"/> of them.
/// </summary>
/// <param name="RowTokens">Tokens of a usual row.</param>
/// <param name="Positions">Positions of a batch.</param>
/// <param name="PositionsPerPass">Positions that the decoder holds at once.</param>
/// <param name="MostPerPass">Most of them, however many a batch has: a larger one is cut.</param>
/// <param name="CacheBytes">Keys and values of the decoding engine.</param>
/// <param name="Weights">Parameters, the frozen start, and the optimiser's moments.</param>
/// <param name="Training">The decoder that learns: packed weights, gradients of each part, activations, keys and values.</param>
/// <param name="Reference">The decoder that does not.</param>
/// <param name="Serving">Those of the decoding engine and its workspaces.</param>
/// <param name="Batch">Rollouts, statistics of their positions, rows of logits.</param>
/// <param name="Rest">The problems, the program and its garbage.</param>
public sealed record ImprovementMemory(
    int RowTokens, long Positions, int PositionsPerPass, int MostPerPass, long CacheBytes, long Weights, long Training, long Reference, long Serving, long Batch, long Rest)
{
    private const long MostCacheTokens = 32_768; // a round of sixteen prompts with all that is usually written for them
    private const double Growth = 1.3; // batches differ, answers are wordier than derivations and may become longer
    private const long MostActivations = 1L << 30;
    private const double LeastPrice = 0.6; // generated tokens of a group over those of its rows: a search shares beginnings
    private const long Program = 112L << 20; // runtime, code, youngest garbage: measured, see the guide
    private const long BytesPerProblem = 5 << 10; // puzzle, text, verdicts
    private const long BytesPerRolloutToken = 96; // tokens, two log-probabilities, words, twice: collected and being collected
    private const long BytesPerPosition = 3 * 2 * 29; // arrays of the batch, of its minibatch and of a part, each with room to double

    /// <summary>All of it.</summary>
    public long Bytes => Weights + Training + Reference + Serving + Batch + Rest;

    /// <summary>What an improvement takes.</summary>
    /// <param name="config">Shape of the policy.</param>
    /// <param name="options">Sizes of the run.</param>
    /// <param name="rule">What is optimised.</param>
    /// <param name="rowTokens">Tokens of a usual row, prompt and response.</param>
    /// <param name="problems">Problems to learn from and held-out ones.</param>
    /// <param name="threads">Threads that compute.</param>
    public static ImprovementMemory Of(DecoderConfig config, ImprovementOptions options, UpdateRule rule, int rowTokens, long problems, int threads)
    {
        int row = Math.Clamp(rowTokens, 1, config.ContextLength);
        var positions = (long)(Growth * row * Rows(options, row));
        int most = LimitOf(config, options.Trainer.PositionsPerPass);
        var perPass = (int)Math.Min(positions, most);
        long parameters = config.ParameterCount * sizeof(float);
        StatisticNeeds needs = rule.Needs;
        long columns = 2L * (needs.Old.Length + needs.Reference.Length + 1 + needs.Current.Length) + 4; // and losses, weights, coefficients
        int kept = needs.Current.Concat(needs.Old).Select(statistic => statistic.Other).OfType<OtherPolicy>().Distinct().Count();
        long logits = sizeof(float) * (long)config.VocabularySize * (2L * perPass + PolicyTrainer.ReferencePositions + 2L * kept * positions) * 9 / 8;
        var engine = new DecodingEngineOptions();
        long live = (long)threads * engine.SequencesPerWorker * Math.Min(config.ContextLength, 2 * row); // what is written at once
        long tokens = Math.Max(2L * config.ContextLength, Math.Max(live, Math.Min(positions, MostCacheTokens)));
        long cache = (tokens / KeyValuePages.PageTokens + 1) * KeyValuePages.BytesPerPage(config);
        return new(
            row, positions, perPass, most, cache,
            Weights: 5 * parameters, // as it came, frozen, two moments, and one on its way to a file
            Training: ManagedDecoder.Bytes(config, perPass, row),
            Reference: ManagedDecoder.Bytes(config, Math.Min(perPass, PolicyTrainer.ReferencePositions), row, isTrained: false),
            Serving: cache + threads * DecodingEngine.WorkerBytes(config, engine),
            Batch: positions * (BytesPerPosition + sizeof(double) * columns + BytesPerRolloutToken) + logits,
            Rest: Program + BytesPerProblem * problems);
    }

    /// <summary>Refuses a plan that does not fit.</summary>
    /// <param name="available">Bytes that there are.</param>
    /// <exception cref="BadInputException">It does not; the sentence says what would help.</exception>
    public void Check(long available)
    {
        if (Bytes <= available) return;
        throw new BadInputException(
            $"This improvement needs about {Bytes >> 20} MiB of memory and there are {available >> 20}; set fewer prompts, a smaller group or fewer tokens, or take a smaller model.");
    }

    /// <summary>As many positions as the options say, but no more than a bounded amount of activations: larger models pass in smaller pieces.</summary>
    private static int LimitOf(DecoderConfig config, int wanted)
    {
        long each = ManagedDecoder.BytesPerPosition(config);
        return (int)Math.Min(wanted, Math.Max(config.ContextLength, MostActivations / each));
    }

    private static long Rows(ImprovementOptions options, int row)
    {
        if (options.Collection.Tokens == 0) return (long)options.Collection.Prompts * options.GroupSize;
        double price = LeastPrice * row * options.GroupSize;
        return ((long)(options.Collection.Tokens / price) + 1) * options.GroupSize;
    }
}
