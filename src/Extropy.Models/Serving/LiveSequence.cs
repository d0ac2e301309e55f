using Extropy.Models.Caching;
using Extropy.Models.Sampling;
using Extropy.Search.Contracts;

namespace Extropy.Models.Serving;

/// <summary>A request while it is decoded: its tokens, how many are in the cache, and what was drawn. Touched by one worker at a time.</summary>
internal sealed class LiveSequence
{
    private readonly DecodingRequest _request;
    private readonly TaskCompletionSource<DecodedTokens> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _given;
    private readonly int _mostLength;
    private readonly List<SampledToken> _records = [];
    private int[] _tokens;
    private int _length;
    private int _steps;
    private int _tokensInStep;
    private int _stepStart;
    private volatile bool _isCancelled;

    /// <summary>Creates the state of a request.</summary>
    public LiveSequence(DecodingRequest request)
    {
        _request = request;
        _given = _length = request.Tokens.Length;
        _stepStart = request.ScoreFrom;
        _mostLength = _given + request.MostTokens;
        _tokens = new int[Math.Min(_mostLength, _given + 64)];
        request.Tokens.Span.CopyTo(_tokens);
    }

    /// <summary>The answer.</summary>
    public Task<DecodedTokens> Completion => _completion.Task;

    /// <summary>Its pages.</summary>
    public PageLease Lease { get; } = new();

    /// <summary>Leading tokens whose keys and values are in its pages.</summary>
    public int Computed { get; private set; }

    /// <summary>Most tokens whose keys and values it may need; the last token written needs none.</summary>
    public int MostComputed => Math.Max(1, _mostLength - 1);

    /// <summary>True when nothing is left to do.</summary>
    public bool IsDone { get; private set; }

    /// <summary>True when nobody waits for the answer any more.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>The leading tokens that may come from the cache: everything before the first row whose logits are wanted.</summary>
    public ReadOnlySpan<int> Reusable => _tokens.AsSpan(0, _request.ScoreFrom - 1);

    /// <summary>The tokens whose keys and values are in its pages.</summary>
    public ReadOnlySpan<int> ComputedTokens => _tokens.AsSpan(0, Computed);

    /// <summary>Rows it could use now: 1 while it writes, more while it reads.</summary>
    public int PendingRows => (_request.MostTokens > 0 ? _length : _length - 1) - Computed;

    /// <summary>The token at a position.</summary>
    public int this[int position] => _tokens[position];

    /// <summary>Takes note that the keys and values up to here are in its pages.</summary>
    public void Advance(int computed)
    {
        Computed = computed;
        if (_request.MostTokens == 0 && computed >= _length - 1) IsDone = true;
    }

    /// <summary>Whether the logits after a position are wanted.</summary>
    public bool WantsLogits(int position) => position >= _request.ScoreFrom - 1;

    /// <summary>Uses the logits after a position: scores the given token that follows, or draws one.</summary>
    public void Use(int position, ReadOnlySpan<float> logits, TokenSampler sampler)
    {
        if (position + 1 < _given)
        {
            _records.Add(TokenSampler.Known(logits, _tokens[position + 1]));
            return;
        }

        int written = _length - _given;
        SampledToken drawn = sampler.Draw(logits, _request.Sampling, _request.Draws.At(0, written));
        _records.Add(drawn);
        Append(drawn.Token);
    }

    /// <summary>Marks it as unwanted; the worker drops it between two steps.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Gives the answer; whoever waits goes on elsewhere.</summary>
    public void Complete()
    {
        int count = _records.Count;
        var answer = new DecodedTokens(new int[count], new float[count], new float[count], new float[count], _length - _given);
        for (int i = 0; i < count; i++)
        {
            SampledToken record = _records[i];
            answer.Ids[i] = record.Token;
            answer.LpModel[i] = record.LpModel;
            answer.LpBehaviour[i] = record.LpBehaviour;
            answer.EntropyNats[i] = record.EntropyNats;
        }

        _completion.TrySetResult(answer);
    }

    /// <summary>Ends without an answer because it was cancelled.</summary>
    public void CompleteCancelled() => _completion.TrySetCanceled();

    /// <summary>Ends with an error.</summary>
    public void Fail(Exception error) => _completion.TrySetException(error);

    private void Append(int token)
    {
        if (_length == _tokens.Length) Array.Resize(ref _tokens, Math.Min(_mostLength, 2 * _length));
        _tokens[_length++] = token;
        _tokensInStep++;
        StepEnding ending = _request.Codec?.EndingOf(_tokens.AsSpan(_stepStart.._length)) ?? StepEnding.None;
        if (ending != StepEnding.None)
        {
            _steps++;
            _tokensInStep = 0;
            _stepStart = _length;
        }

        IsDone = ending == StepEnding.Answer
            || _steps == _request.MostSteps
            || _length == _mostLength
            || _tokensInStep == _request.Sampling.MaxTokensPerStep;
    }
}
