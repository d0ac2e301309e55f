using Extropy.Core.Identity;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Models.Tokenizing;

namespace Extropy.Cli.Models;

/// <summary>Opens a language model of strangers, a directory as Hugging Face lays it out, as a policy that reads and writes plain text.</summary>
internal static class TextModel
{
    /// <summary>Longest context, in tokens: puzzles and their derivations take a few hundred.</summary>
    public const int MostContext = 4096;

    private const long LeastCacheBytes = 256L << 20;
    private const int SequencesInCache = 2; // of full length, so that one never fills the cache alone

    /// <summary>Whether a folder is one: it brings a tokenizer.</summary>
    public static bool Is(string folder) => HuggingFaceTokenizer.IsIn(folder);

    /// <summary>Opens it over an engine with the given number of threads; the caller gives the engine back.</summary>
    /// <exception cref="Core.Errors.BadInputException">Its tokenizer or its shape is not supported, or it does not fit the memory.</exception>
    public static (DecoderPolicy Policy, DecodingEngine Engine) Open(string folder, int workers)
    {
        DecoderConfig shape = CheckpointDirectory.Shape(folder);
        TextCodec codec = HuggingFaceTokenizer.Load(folder, shape.VocabularySize); // seconds; the weights may take minutes
        Checkpoint checkpoint = CheckpointDirectory.Load(folder, new CheckpointLoadOptions { MostContext = MostContext });
        Digest weights = WeightsDigest.Of(checkpoint.Parameters, codec.Name);
        DecoderConfig config = checkpoint.Parameters.Config;
        long sequence = KeyValuePages.BytesPerPage(config) * (config.ContextLength / KeyValuePages.PageTokens + 1);
        var engine = new DecodingEngine(
            DecoderWeights.Pack(checkpoint.Parameters),
            new DecodingEngineOptions { Workers = workers, CacheBytes = Math.Max(LeastCacheBytes, SequencesInCache * sequence) });
        return (new DecoderPolicy(engine, codec, ShippedModel.NameOf(folder), weights), engine);
    }
}
