using System.Globalization;
using Extropy.Models.Caching;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;

namespace Extropy.Models.Serving;

/// <summary>
/// Decodes many requests together: they join and leave between two steps, share the keys and values of common prefixes, and wait in line
/// when the cache has no room. The bits of an answer do not depend on what else is decoded, on threads, or on what the cache holds.
/// </summary>
/// <remarks>Thread-safe. Everything but the requests themselves is allocated when the engine is made: see <see cref="MemoryBound"/>.</remarks>
public sealed class DecodingEngine : IAsyncDisposable
{
    private readonly PrefixCache _cache;
    private readonly WaitingLine _line;
    private readonly DecodingWorker[] _workers;
    private long _writtenTokens;

    /// <summary>Creates the engine and starts its workers.</summary>
    /// <param name="weights">The model; may change only between requests, see <see cref="WeightsChanged"/>.</param>
    /// <param name="options">Sizes; default when null.</param>
    /// <exception cref="Extropy.Core.Errors.BadInputException">An option is out of range.</exception>
    public DecodingEngine(DecoderWeights weights, DecodingEngineOptions? options = null)
        : this(weights, options ?? new DecodingEngineOptions(), KernelSet.Default)
    {
    }

    internal DecodingEngine(DecoderWeights weights, DecodingEngineOptions options, KernelSet kernels)
    {
        options.Validate();
        Config = weights.Config;
        long pageBytes = KeyValuePages.BytesPerPage(Config);
        int pages = (int)Math.Clamp(options.CacheBytes / pageBytes, 1, int.MaxValue);
        var storage = new KeyValuePages(Config, pages);
        _cache = new PrefixCache(pages, storage.CopyPage, options.SharesPrefixes, options.MeasuresUnlimitedCache);
        _line = new WaitingLine(_cache, options.Workers);
        _workers = [.. Enumerable.Range(0, options.Workers).Select(_ => new DecodingWorker(weights, storage, _cache, _line, options, kernels))];
        MemoryBound = pages * pageBytes + _workers.Sum(worker => worker.Bytes);
        for (int i = 0; i < _workers.Length; i++) _workers[i].Start(i);
    }

    /// <summary>Bytes that one worker's workspaces take.</summary>
    public static long WorkerBytes(DecoderConfig config, DecodingEngineOptions options) => DecodingWorker.SizeOf(config, options);

    /// <summary>Sizes of the model.</summary>
    public DecoderConfig Config { get; }

    /// <summary>Most bytes that keys, values and workspaces take, whatever is asked; the weights and the requests themselves come on top.</summary>
    public long MemoryBound { get; }

    /// <summary>What the prefix cache did so far.</summary>
    public PrefixCacheStatistics Statistics => _cache.Statistics;

    /// <summary>Tokens written so far.</summary>
    public long WrittenTokens => Interlocked.Read(ref _writtenTokens);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"decoding engine: {_workers.Length} workers, at most {MemoryBound / 1048576.0:F1} MiB beside the weights");

    /// <summary>
    /// Takes over weights that were packed anew in place, as after a training step: forgets every cached prefix. Call it when all requests
    /// have been answered and before the next one.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request is being decoded or waits.</exception>
    public void WeightsChanged()
    {
        if (_line.IsWaited) throw new InvalidOperationException("Requests wait to be decoded; the weights may change only between requests.");
        _cache.Forget();
    }

    /// <summary>Fails what is waiting or being decoded, and ends the workers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (LiveSequence sequence in _line.Close()) sequence.Fail(new ObjectDisposedException(nameof(DecodingEngine)));
        foreach (DecodingWorker worker in _workers) await worker.Ended.ConfigureAwait(false);
    }

    /// <summary>Decodes one request.</summary>
    /// <exception cref="ArgumentException">No token, an id outside the vocabulary, or more tokens than the context holds.</exception>
    /// <exception cref="CacheTooSmallException">The request, alone, does not fit into the cache.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async ValueTask<DecodedTokens> DecodeAsync(DecodingRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Check(request);
        var sequence = new LiveSequence(request);
        LinkedListNode<LiveSequence> place = _line.Add(sequence);
        CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            sequence.Cancel();
            if (_line.Remove(place)) sequence.CompleteCancelled();
        });
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                DecodedTokens answer = await sequence.Completion.ConfigureAwait(false);
                Interlocked.Add(ref _writtenTokens, answer.Written);
                return answer;
            }
            catch (OperationCanceledException)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    private void Check(DecodingRequest request)
    {
        int given = request.Tokens.Length;
        if (given == 0 || request.ScoreFrom < 1 || request.ScoreFrom > given)
            throw new ArgumentException($"{given} tokens, scored from {request.ScoreFrom}: at least one token must stand before the first scored one.");
        if (given + request.MostTokens > Config.ContextLength)
            throw new ArgumentException($"{given} tokens and {request.MostTokens} to write exceed the context of {Config.ContextLength}.");
        foreach (int token in request.Tokens.Span)
        {
            if ((uint)token >= (uint)Config.VocabularySize)
                throw new ArgumentException($"Token {token} is outside the vocabulary of {Config.VocabularySize}.");
        }
    }
}
