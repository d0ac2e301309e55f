using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Serving;

/// <summary>Sizes of a decoding engine. None of them changes an answer.</summary>
public sealed record DecodingEngineOptions
{
    /// <summary>Bytes of <see cref="CacheBytes"/> when none are given: 256 MiB.</summary>
    public const long DefaultCacheBytes = 256L << 20;

    private const int SequencesInCache = 2; // of full length, so that one never fills the cache alone

    /// <summary>Memory for keys and values, in bytes; rounded down to whole pages, at least one. Default <see cref="DefaultCacheBytes"/>.</summary>
    public long CacheBytes { get; init; } = DefaultCacheBytes;

    /// <summary>Threads that decode, each running whole sequences. Default: one a core.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Most sequences one worker decodes together; further ones wait. Default 8: enough rows for the matrix kernels, and few enough that
    /// their keys and values stay in the processor's cache from one token to the next (<c>bench decode --group N</c>).
    /// </summary>
    public int SequencesPerWorker { get; init; } = 8;

    /// <summary>Tokens of prompts and prefixes that one worker can read in a step in which all its sequences write. Default 64.</summary>
    public int PrefillTokens { get; init; } = 64;

    /// <summary>Whether common prefixes are computed once. Default true; false recomputes them, for comparison.</summary>
    public bool SharesPrefixes { get; init; } = true;

    /// <summary>Whether to count what an unlimited, exact prefix cache would have found. Costs memory that grows with every token. Default false.</summary>
    public bool MeasuresUnlimitedCache { get; init; }

    /// <summary>Memory for keys and values that suits a shape, in bytes: the default, or two sequences of full length where they take more.</summary>
    public static long CacheFor(DecoderConfig config) => Math.Max(
        DefaultCacheBytes, SequencesInCache * KeyValuePages.BytesPerPage(config) * (config.ContextLength / KeyValuePages.PageTokens + 1));

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (CacheBytes < 1) faults.Add($"cache of {CacheBytes} bytes");
        if (Workers is < 1 or > 1024) faults.Add($"{Workers} workers (1 to 1024)");
        if (SequencesPerWorker is < 1 or > 65536) faults.Add($"{SequencesPerWorker} sequences per worker (1 to 65536)");
        if (PrefillTokens is < 1 or > 65536) faults.Add($"{PrefillTokens} prefill tokens (1 to 65536)");
        if (faults.Count > 0) throw new BadInputException($"Decoding engine: {string.Join("; ", faults)}.");
    }
}
