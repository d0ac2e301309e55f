using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Runs.Effects;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Context;

/// <summary>
/// The only door to chance and to the world: a strategy draws, asks the policy, judges and pays through it. With a journal every effect is
/// recorded before the strategy sees it, and answered from the record when the search is run again; everything else is recomputed.
/// </summary>
/// <remarks>
/// Sequential: any use while a request is pending throws; concurrency goes through <see cref="ForkAsync"/> and <see cref="RaceAsync"/>.
/// An effect has the key (search, fork path, ordinal), taken when it is asked for. A request that failed or was cancelled ends the
/// search: what happened to it is not on record, so nothing may be built on it.
/// </remarks>
public sealed partial class SearchContext
{
    private readonly IStepPolicy _policy;
    private readonly SearchServices _services;
    private readonly string _path;
    private readonly RandomStream _root;
    private readonly RandomStream _tokens;
    private readonly long _startedAt;
    private readonly EffectStream? _stream;
    private readonly RequestDigest? _digest;
    private readonly PayloadWriter? _writer;
    private long _ordinal;
    private int _pending;
    private bool _isBroken;

    /// <summary>Creates the context of one search that nobody wants to resume.</summary>
    /// <param name="key">The search's identity; keys all chance.</param>
    /// <param name="policy">Who writes.</param>
    /// <param name="budget">What may be spent.</param>
    /// <param name="observer">Watches, or null.</param>
    public SearchContext(SearchKey key, IStepPolicy policy, Budget budget, ISearchObserver? observer = null)
        : this(key, policy, budget, new SearchServices { Observer = observer })
    {
    }

    /// <summary>Creates the context of one search.</summary>
    /// <param name="key">The search's identity; keys all chance and all effects.</param>
    /// <param name="policy">Who writes.</param>
    /// <param name="budget">What may be spent.</param>
    /// <param name="services">Memory, watcher, clock.</param>
    /// <exception cref="InvalidOperationException">A search with this key has a context on the same journal already.</exception>
    public SearchContext(SearchKey key, IStepPolicy policy, Budget budget, SearchServices services)
        : this(key, "", new RandomStream(key.Digest), policy, budget, services, services.Time.GetTimestamp())
    {
    }

    private SearchContext(
        SearchKey key, string path, RandomStream root, IStepPolicy policy, Budget budget, SearchServices services, long startedAt)
    {
        Key = key;
        _path = path;
        _root = root;
        _tokens = root.For("tokens");
        _policy = policy;
        _services = services;
        _startedAt = startedAt;
        Ledger = new Ledger(budget);
        if (services.Journal is null) return;
        _stream = services.Journal.Stream(key.Digest, path);
        _digest = new RequestDigest(policy.Identity);
        _writer = new PayloadWriter();
    }

    /// <summary>The search's identity.</summary>
    public SearchKey Key { get; }

    /// <summary>The account.</summary>
    public Ledger Ledger { get; }

    /// <summary>Who writes.</summary>
    public PolicyIdentity Policy => _policy.Identity;

    /// <summary>True when the policy can tell the probability of text it did not write.</summary>
    public bool CanScore => _policy is IScoringPolicy;

    /// <summary>Paid calls made again because a stopped process left no response: each may have been charged twice.</summary>
    public int PossiblyChargedCalls { get; private set; }

    /// <summary>A stream of chance for one purpose; draws are addressed by step, so asking twice gives the same numbers.</summary>
    public RandomStream Random(string purpose) => _root.For(purpose);

    /// <summary>
    /// Asks the policy for at most <paramref name="maxSteps"/> more steps. Charges one policy call per step asked for (cut to what is left)
    /// when the request is issued, and the tokens generated when the response is on record.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request is pending, or the budget has nothing left: check the ledger first.</exception>
    /// <exception cref="ReplayDivergenceException">The record holds another request at this place.</exception>
    public ValueTask<Continuation> ContinueAsync(
        Prompt prompt, Trajectory prefix, int maxSteps, SamplingOptions sampling, string? cue, CancellationToken cancellationToken)
    {
        if (Ledger.IsExhausted) throw new InvalidOperationException($"The budget's {Ledger.Exhausted} is spent; ask the ledger before the policy.");
        Enter();
        int steps = (int)Math.Min(maxSteps, Ledger.PolicyCallsLeft);
        Ledger.Charge(new Spending(PolicyCalls: steps));
        long ordinal = _ordinal++;
        var request = new ContinuationRequest(prompt, prefix, steps, sampling, _tokens.For(ordinal))
        {
            Cue = cue,
            MaxTokens = Ledger.GeneratedTokensLeft,
        };
        return _stream is null ? ContinueUnrecordedAsync(request, cancellationToken) : ContinueRecordedAsync(_stream, ordinal, request, cancellationToken);
    }

    /// <summary>
    /// Asks the policy for the log-probability of every step of a text (see <see cref="IScoringPolicy"/>). Charges the tokens read, as far
    /// as prompt and steps carry their ids.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request is pending, or the policy cannot score: ask <see cref="CanScore"/> first.</exception>
    public ValueTask<ImmutableArray<double>> ScoreAsync(Prompt prompt, Trajectory trajectory, CancellationToken cancellationToken)
    {
        if (_policy is not IScoringPolicy scorer) throw new InvalidOperationException($"Policy {_policy.Identity.Name} cannot score texts.");
        Enter();
        Ledger.Charge(new Spending(PromptTokens: TokensOf(prompt, trajectory)));
        return EffectAsync(
            _digest?.OfScoring(prompt, trajectory),
            () => scorer.LogProbabilitiesAsync(prompt, trajectory, cancellationToken),
            EffectCodec.Write,
            payload => EffectCodec.ReadDoubles(payload.Span));
    }

    /// <summary>Judges a trajectory with the problem's own verifier and counts it. Recomputed on replay, never recorded.</summary>
    public Verdict Verify(IProblem problem, Trajectory trajectory)
    {
        ThrowIfPending();
        Ledger.Charge(new Spending(VerifierCalls: 1));
        Verdict verdict = problem.Verifier.Verify(trajectory);
        if (_stream is not null) Did(trajectory.Fingerprint ^ BitConverter.DoubleToUInt64Bits(verdict.Reward));
        return verdict;
    }

    /// <summary>Judges a trajectory outside the process and counts it. Recorded.</summary>
    public ValueTask<Verdict> VerifyAsync(IExternalVerifier verifier, Trajectory trajectory, CancellationToken cancellationToken)
    {
        Enter();
        Ledger.Charge(new Spending(VerifierCalls: 1));
        return EffectAsync(
            _stream is null ? null : RequestDigest.OfVerification(verifier.Identity, trajectory),
            () => verifier.VerifyAsync(trajectory, cancellationToken),
            EffectCodec.Write,
            payload => EffectCodec.ReadVerdict(payload.Span));
    }

    /// <summary>Counts a trajectory made by recombination.</summary>
    public void ChargeEvolution()
    {
        ThrowIfPending();
        Ledger.Charge(new Spending(EvolutionChildren: 1));
        if (_stream is not null) Did(1);
    }

    /// <summary>Tells the observer. On replay the same events are told again.</summary>
    public void Report(SearchEvent happened) => _services.Observer?.OnEvent(happened);

    private async ValueTask<Continuation> ContinueUnrecordedAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        _isBroken = true; // until it has succeeded
        try
        {
            Continuation response = await _policy.ContinueAsync(request, cancellationToken).ConfigureAwait(false);
            Settle(response);
            _isBroken = false;
            return response;
        }
        finally
        {
            Leave();
        }
    }

    private async ValueTask<Continuation> ContinueRecordedAsync(
        EffectStream stream, long ordinal, ContinuationRequest request, CancellationToken cancellationToken)
    {
        _isBroken = true; // until it has succeeded
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            EffectRequest digest = _digest!.Of(request); // made with the stream
            Continuation response;
            if (stream.TryReplay(ordinal, digest, out ReadOnlyMemory<byte> payload))
            {
                response = Decode(ordinal, payload, bytes => EffectCodec.ReadContinuation(bytes.Span));
            }
            else
            {
                if (_policy.IsPaid)
                {
                    request = request with { IdempotencyKey = stream.IdempotencyKey(ordinal) };
                    if (await stream.AnnounceAsync(ordinal).ConfigureAwait(false)) PossiblyChargedCalls++;
                }

                response = await _policy.ContinueAsync(request, cancellationToken).ConfigureAwait(false);
                await stream.AppendAsync(ordinal, digest, EffectCodec.Write(_writer!, response), _policy.IsPaid).ConfigureAwait(false);
            }

            Settle(response);
            Did((ulong)response.GeneratedTokens);
            _isBroken = false;
            return response;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>An effect without money: from the record, or from the world and then on record.</summary>
    private async ValueTask<T> EffectAsync<T>(
        EffectRequest? digest, Func<ValueTask<T>> ask, Func<PayloadWriter, T, byte[]> write, Func<ReadOnlyMemory<byte>, T> read)
    {
        _isBroken = true; // until it has succeeded
        try
        {
            long ordinal = _ordinal++;
            T response;
            if (_stream is null || digest is not { } request)
            {
                response = await ask().ConfigureAwait(false);
            }
            else if (_stream.TryReplay(ordinal, request, out ReadOnlyMemory<byte> payload))
            {
                response = Decode(ordinal, payload, read);
            }
            else
            {
                response = await ask().ConfigureAwait(false);
                await _stream.AppendAsync(ordinal, request, write(_writer!, response)).ConfigureAwait(false);
            }

            if (_stream is not null) Did(2);
            _isBroken = false;
            return response;
        }
        finally
        {
            Leave();
        }
    }
}
