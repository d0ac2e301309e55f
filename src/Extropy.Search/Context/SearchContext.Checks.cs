using Extropy.Core.Accounting;
using Extropy.Runs.Effects;
using Extropy.Search.Contracts;

namespace Extropy.Search.Context;

/// <content>One thing at a time, the deadline, and the checks that find a divergence near its cause.</content>
public sealed partial class SearchContext
{
    private const int OperationsPerCheck = 64;

    private static readonly string[] StateFields = ["what the search has done"];
    private static readonly string[] DeadlineFields = [];

    private long _operations;
    private ulong _state;
    private long _polls;
    private bool _isDeadlineReached;

    /// <summary>
    /// Whether the time limit has passed. An effect: once it was seen to have passed at some place, a replay sees it at the same place.
    /// </summary>
    public async ValueTask<bool> IsDeadlineReachedAsync()
    {
        if (_isDeadlineReached) return true;
        Enter();
        try
        {
            long poll = _polls++;
            var request = new EffectRequest(EffectKind.Deadline, DeadlineFields, []);
            if (_stream is not null && _stream.IsReplaying(_ordinal))
            {
                if (!_stream.TryPeek(_ordinal, out EffectKind kind, out ReadOnlyMemory<byte> payload) || kind != EffectKind.Deadline) return false;
                long recorded = Decode(_ordinal, payload, bytes => new PayloadReader(bytes.Span).ReadNumber());
                if (poll < recorded) return false;
                if (poll > recorded) throw Diverged("the place of the deadline", $"question {recorded}", $"question {poll}");
                _stream.TryReplay(_ordinal, request, out _);
            }
            else
            {
                if (_services.TimeLimit is not { } limit || _services.Time.GetElapsedTime(_startedAt) < limit) return false;
                if (_stream is not null)
                {
                    _writer!.Clear(); // made with the stream
                    _writer.WriteNumber(poll);
                    await _stream.AppendAsync(_ordinal, request, _writer.ToArray()).ConfigureAwait(false);
                }
            }

            _ordinal++;
            _isDeadlineReached = true;
            return true;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Call when the search has ended: every effect on record must have been asked for.</summary>
    /// <exception cref="ReplayDivergenceException">The record holds effects that this search did not ask for.</exception>
    public void EnsureReplayed()
    {
        if (_stream is { RecordsLeft: > 0 }) throw Diverged("the number of effects", $"{_stream.RecordsLeft} more", "at an end");
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _pending, 1) != 0) ThrowPending();
        if (!_isBroken) return;
        Leave();
        throw new InvalidOperationException("A request of this search failed or was cancelled; only a resumed run can go on with it.");
    }

    private void Leave() => Volatile.Write(ref _pending, 0);

    private void ThrowIfPending()
    {
        if (Volatile.Read(ref _pending) != 0) ThrowPending();
    }

    private static void ThrowPending() => throw new InvalidOperationException("A search is sequential: await the pending request, or fork.");

    /// <summary>Takes note of something the search did; only with a journal.</summary>
    private void Did(ulong what)
    {
        _state = Fingerprints.Mix(_state, what);
        if (++_operations % OperationsPerCheck == 0) Check(_operations / OperationsPerCheck);
    }

    /// <summary>Compares the state digest with the record, or records it. Checks lie below the ordinals of effects: −1, −2, …</summary>
    private void Check(long number)
    {
        Spending spent = Ledger.Spent;
        ulong state = _state;
        foreach (long count in (ReadOnlySpan<long>)
            [spent.PolicyCalls, spent.GeneratedTokens, spent.PromptTokens, spent.EvolutionChildren, spent.VerifierCalls, _ordinal])
        {
            state = Fingerprints.Mix(state, (ulong)count);
        }

        var request = new EffectRequest(EffectKind.State, StateFields, [state]);
        try
        {
            if (!_stream!.TryReplay(-number, request, out _)) _stream.Append(-number, request, []); // called only with a journal
        }
        catch (ReplayDivergenceException fault)
        {
            _isBroken = true;
            throw Diverged($"{fault.Field} between operations {(number - 1) * OperationsPerCheck} and {_operations}", fault.Recorded, fault.Asked);
        }
    }

    private ReplayDivergenceException Diverged(string field, string recorded, string asked) =>
        new(Key.Digest, _path, _ordinal, field, recorded, asked);

    /// <summary>The first half of a continuation's price is charged when it is asked for, this one when it has come.</summary>
    private void Settle(Continuation response) => Ledger.Charge(new Spending(
        GeneratedTokens: response.GeneratedTokens, PromptTokens: response.PromptTokens, Money: response.Money));

    private T Decode<T>(long ordinal, ReadOnlyMemory<byte> payload, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            return read(payload);
        }
        catch (InvalidDataException fault)
        {
            throw _stream!.Damaged(ordinal, fault.Message); // a payload comes from a stream
        }
    }

    private static long TokensOf(Prompt prompt, Trajectory trajectory)
    {
        long tokens = prompt.TokenIds.IsDefault ? 0 : prompt.TokenIds.Length;
        foreach (Step step in trajectory.Steps) tokens += step.Tokens?.Ids.Length ?? 0;
        return tokens;
    }
}
