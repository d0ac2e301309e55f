using Extropy.Core.Errors;
using Extropy.Models.Caching;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;
using Extropy.Models.Sampling;

namespace Extropy.Models.Serving;

/// <summary>
/// One thread that decodes its sequences together: between two steps some join and some leave; a step gives every writing sequence its
/// next token and reads a chunk of those that still have text to read.
/// </summary>
internal sealed class DecodingWorker
{
    private readonly DecoderWeights _weights;
    private readonly KeyValuePages _pages;
    private readonly PrefixCache _cache;
    private readonly WaitingLine _line;
    private readonly DecoderPass _pass;
    private readonly TokenSampler _sampler;
    private readonly int _vocabulary;
    private readonly int _mostSequences;
    private readonly int _mostRows;
    private readonly List<LiveSequence> _live = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // one step: rows, and the page tables of the sequences that have rows
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _rowTable;
    private readonly int[] _logitRows;
    private readonly int[] _tableStart;
    private readonly int[] _tables;
    private readonly LiveSequence[] _turn;
    private readonly int[] _turnRows;
    private readonly float[] _logits;
    private int _rows, _logitCount, _turns, _tableLength;

    /// <summary>Creates the worker and its buffers; <see cref="Start"/> runs it.</summary>
    public DecodingWorker(
        DecoderWeights weights, KeyValuePages pages, PrefixCache cache, WaitingLine line, DecodingEngineOptions options, KernelSet kernels)
    {
        (_weights, _pages, _cache, _line) = (weights, pages, cache, line);
        _mostSequences = options.SequencesPerWorker;
        _mostRows = options.SequencesPerWorker + options.PrefillTokens;
        DecoderConfig config = weights.Config;
        _vocabulary = config.VocabularySize;
        _pass = new DecoderPass(config, _mostRows, kernels);
        _sampler = new TokenSampler(_vocabulary);
        int blocks = (config.ContextLength + KeyValuePages.PageTokens - 1) / KeyValuePages.PageTokens;
        (_tokens, _positions, _rowTable, _logitRows) = (new int[_mostRows], new int[_mostRows], new int[_mostRows], new int[_mostRows]);
        (_tableStart, _tables) = (new int[_mostSequences + 1], new int[_mostSequences * blocks]);
        (_turn, _turnRows) = (new LiveSequence[_mostSequences], new int[_mostSequences]);
        _logits = new float[_mostRows * _vocabulary];
        Bytes = SizeOf(config, options);
    }

    /// <summary>Bytes of its buffers.</summary>
    public long Bytes { get; }

    /// <summary>Bytes that the buffers of a worker would take.</summary>
    public static long SizeOf(DecoderConfig config, DecodingEngineOptions options)
    {
        int rows = options.SequencesPerWorker + options.PrefillTokens;
        int blocks = (config.ContextLength + KeyValuePages.PageTokens - 1) / KeyValuePages.PageTokens;
        return DecoderPass.SizeOf(config, rows) + sizeof(float) * (long)rows * config.VocabularySize
            + sizeof(int) * (4L * rows + (long)options.SequencesPerWorker * (blocks + 2) + 1) + 2 * sizeof(long) * (long)config.VocabularySize;
    }

    /// <summary>Ends when the line is closed and every sequence has been dropped.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts the thread.</summary>
    public void Start(int index) => new Thread(Run) { IsBackground = true, Name = $"decoding {index}" }.Start();

    private void Run()
    {
        while (_line.Take(_live, _mostSequences)) Step();
        Drop(_ => true, sequence => sequence.Fail(new ObjectDisposedException(nameof(DecodingEngine))));
        _ended.SetResult();
    }

    private void Step()
    {
        Drop(sequence => sequence.IsCancelled, sequence => sequence.CompleteCancelled());
        try
        {
            Gather();
            if (_rows > 0) Compute();
            Spread();
        }
        catch (Exception error) // the boundary of a work item: who asked hears of it, the worker lives on
        {
            Drop(_ => true, sequence => sequence.Fail(error));
        }

        Drop(sequence => sequence.IsDone, sequence => sequence.Complete());
    }

    private void Compute() => _pass.Run(
        _weights, _pages, _tokens.AsSpan(0, _rows), _positions.AsSpan(0, _rows), _rowTable.AsSpan(0, _rows),
        _tables.AsSpan(0, _tableLength), _tableStart.AsSpan(0, _turns + 1), _logitRows.AsSpan(0, _logitCount), _logits);

    // The step's rows: one for each that writes, then chunks of those that read, in order of arrival.
    private void Gather()
    {
        (_rows, _logitCount, _turns, _tableLength) = (0, 0, 0, 0);
        foreach (LiveSequence sequence in _live)
            if (sequence.PendingRows == 1) Add(sequence, 1);
        foreach (LiveSequence sequence in _live)
        {
            if (sequence.PendingRows <= 1) continue;
            if (_rows == _mostRows) break;
            sequence.Advance(_cache.Advance(sequence.Lease, sequence.Reusable, sequence.Computed));
            int rows = Math.Min(sequence.PendingRows, _mostRows - _rows);
            Add(sequence, rows);
        }
    }

    private void Add(LiveSequence sequence, int rows)
    {
        int start = sequence.Computed;
        try
        {
            _cache.Extend(sequence.Lease, start + rows);
        }
        catch (ExtropyException error)
        {
            sequence.Fail(error);
            sequence.Cancel(); // dropped before the next step
            return;
        }

        for (int position = start; position < start + rows; position++, _rows++)
        {
            _tokens[_rows] = sequence[position];
            _positions[_rows] = position;
            _rowTable[_rows] = _turns;
            if (sequence.WantsLogits(position)) _logitRows[_logitCount++] = _rows;
        }

        sequence.Lease.Pages.CopyTo(_tables, _tableLength);
        _tableLength += sequence.Lease.Pages.Count;
        (_turn[_turns], _turnRows[_turns]) = (sequence, rows);
        _tableStart[++_turns] = _tableLength;
    }

    // Hands the logits to their sequences and shares the blocks that became full.
    private void Spread()
    {
        int logit = 0;
        for (int turn = 0; turn < _turns; turn++)
        {
            LiveSequence sequence = _turn[turn];
            int start = sequence.Computed, end = start + _turnRows[turn];
            int firstLogit = logit;
            for (int position = start; position < end; position++)
                if (sequence.WantsLogits(position)) logit++;
            sequence.Advance(end);
            try
            {
                int next = firstLogit;
                for (int position = start; position < end; position++)
                    if (sequence.WantsLogits(position)) sequence.Use(position, _logits.AsSpan(next++ * _vocabulary, _vocabulary), _sampler);
            }
            catch (ExtropyException error) // logits that are no numbers: this sequence's fault only
            {
                sequence.Fail(error);
                sequence.Cancel();
            }

            if (!sequence.IsDone) _cache.Publish(sequence.Lease, sequence.ComputedTokens);
        }
    }

    private void Drop(Predicate<LiveSequence> leaves, Action<LiveSequence> end)
    {
        int kept = 0;
        for (int i = 0; i < _live.Count; i++)
        {
            LiveSequence sequence = _live[i];
            if (!leaves(sequence))
            {
                _live[kept++] = sequence;
                continue;
            }

            _cache.Release(sequence.Lease, sequence.ComputedTokens);
            end(sequence);
        }

        int gone = _live.Count - kept;
        if (gone == 0) return;
        _live.RemoveRange(kept, gone);
        _line.Leave(gone);
    }
}
