using System.Collections.Immutable;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>
/// The journal of one run: what it is, the answers of paid proposers as they arrive, every commit, every growth of the goals, every reflection, and the end by
/// time. Without a journal it remembers nothing.
/// </summary>
/// <remarks>Thread-safe. Rows are keyed by proposal: the commit, its growth, its deadline, one slot for each attempt, and one for each reflection.</remarks>
internal sealed class EvolutionRecord : IDisposable
{
    private const int Stride = 64;
    private const int GrowthSlot = 1;
    private const int DeadlineSlot = 2;
    private const int FirstAttempt = 3;
    private const int FirstReflection = Stride - RunReflections.Most;
    private const int FlushEvery = 256;

    private static readonly string[] SetupFields = ["the problem", "the aim", "the seed", "the proposers", "the search's options", "the limits"];
    private static readonly string[] CommitFields = ["the island", "the kind of patch", "the parent", "the donors", "the state of the database"];
    private static readonly string[] AttemptFields = ["the proposer", "the kind of patch", "the parent", "the donors", "the number of the attempt", "the feedback"];
    private static readonly string[] GrowthFields = ["the tree's version", "the elites"];
    private static readonly string[] ReflectionFields = ["the reflection", "the candidates looked at", "the memory"];
    private static readonly string[] DeadlineFields = ["the deadline"];
    private static readonly Digest Anybody = Digest.Of("extropy/evolution");

    private readonly Journal? _journal;
    private readonly EffectStream? _stream;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _awaiting = new(1, 1);
    private readonly PayloadWriter _writer = new();
    private int _unflushed;
    private Digest _run = Anybody;

    public EvolutionRecord(Journal? journal, string name)
    {
        _journal = journal;
        _stream = journal?.Stream(Anybody, name);
    }

    /// <summary>Checks that a resumed run is the one that was begun, or notes what is begun.</summary>
    /// <param name="plan">What the result depends on.</param>
    /// <param name="proposers">Who proposes, and whatever else of the kit the result depends on.</param>
    /// <param name="identity">What tells this run from every other, also from one of the same plan; null where nothing is paid. Kept, and never part of a result.</param>
    /// <exception cref="ReplayDivergenceException">It is another.</exception>
    public async ValueTask BeginAsync(EvolutionPlan plan, string proposers, Digest? identity)
    {
        if (_stream is null) return;
        var request = new EffectRequest(
            EffectKind.State,
            SetupFields,
            [Word(plan.Materials.Length == 0 ? plan.Problem : $"{plan.Problem} {plan.Materials}"), (ulong)plan.Aim, unchecked((ulong)plan.Seed), Word(proposers), Word(PlanText.Of(plan.Options)), Word(PlanText.Of(plan.Limits))]);
        if (_stream.TryReplay(0, request, out ReadOnlyMemory<byte> kept))
        {
            if (kept.Length == Digest.Size) _run = Digest.FromBytes(kept.Span);
            return;
        }

        _run = identity ?? Anybody;
        await _stream.AppendAsync(0, request, identity?.ToArray() ?? []).ConfigureAwait(false);
    }

    /// <summary>True where the commit of a proposal is on record.</summary>
    public bool HasCommit(long ordinal) => Has(ordinal, 0);

    /// <summary>The recorded commit of a proposal, or null.</summary>
    /// <param name="ordinal">Which proposal.</param>
    /// <param name="planned">The draws of this proposal where they were made again, to be compared; else null.</param>
    /// <param name="state">The state digest at the draw where it is checked, else 0.</param>
    /// <param name="database">Resolves ids.</param>
    /// <exception cref="ReplayDivergenceException">The record is of another proposal.</exception>
    public (FinishedProposal Done, TimeSpan Elapsed)? TryCommitted(long ordinal, PlannedProposal? planned, ulong state, CandidateDatabase database)
    {
        if (_stream is null) return null;
        lock (_gate)
        {
            long key = Key(ordinal, 0);
            if (!_stream.TryPeek(key, out EffectKind kind, out ReadOnlyMemory<byte> bytes) || kind != EffectKind.Commit) return null;
            (FinishedProposal done, TimeSpan elapsed) = Read(key, bytes.Span, database);
            ProposalPlan asked = planned is not null && done.Draw < planned.Plans.Length ? planned.Plans[done.Draw] : done.Plan;
            _stream.TryReplay(key, CommitRequest(asked, state), out _);
            return (done, elapsed);
        }
    }

    /// <summary>Records a commit; it is on file no later than <see cref="FlushEvery"/> commits on.</summary>
    public ValueTask CommitAsync(long ordinal, FinishedProposal done, ulong state, TimeSpan elapsed)
    {
        if (_stream is null) return ValueTask.CompletedTask;
        lock (_gate)
        {
            byte[] payload = CommitCodec.Write(_writer, done, elapsed);
            _stream.Append(Key(ordinal, 0), CommitRequest(done.Plan, state), payload);
        }

        if (++_unflushed < FlushEvery) return ValueTask.CompletedTask;
        _unflushed = 0;
        return new ValueTask(_journal!.FlushAsync()); // the stream has a journal
    }

    /// <summary>Asks a proposer: the record first; a paid one is announced before and recorded after.</summary>
    public async ValueTask<Proposal> ProposeAsync(IProposer proposer, ProposalRequest request, int slot, CancellationToken cancellationToken)
    {
        if (_stream is null || !proposer.IsPaid) return await proposer.ProposeAsync(request, cancellationToken).ConfigureAwait(false);
        long key = Key(request.Ordinal, FirstAttempt + slot);
        var asked = new EffectRequest(EffectKind.Proposal, AttemptFields,
        [
            Word(proposer.Name), (ulong)request.Patch, Word(request.Parent?.Id), Word(request.Donors), (ulong)request.Attempt,
            request.Feedback is null ? 0 : Word(request.Feedback),
        ]);
        lock (_gate)
        {
            if (_stream.TryReplay(key, asked, out ReadOnlyMemory<byte> payload)) return Guarded(key, () => ProposalCodec.Read(payload.Span));
        }

        await AnnounceAsync(key, cancellationToken).ConfigureAwait(false);
        Proposal answer = await proposer.ProposeAsync(request with { IdempotencyKey = IdempotencyKey(key) }, cancellationToken).ConfigureAwait(false);
        await AppendAsync(key, asked, ProposalCodec.Write(new PayloadWriter(), answer)).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Grows the goals: the record first. What models answer meanwhile is recorded by <see cref="RunCalls"/>, the whole when it is done.</summary>
    public async ValueTask<GoalGrowth> GrowAsync(IGoalScorer scorer, GoalGrowthRequest request, long ordinal, CancellationToken cancellationToken)
    {
        if (_stream is null) return await scorer.GrowAsync(request, cancellationToken).ConfigureAwait(false);
        long key = Key(ordinal, GrowthSlot);
        var asked = new EffectRequest(
            EffectKind.Goals, GrowthFields, [(ulong)(request.Tree?.Version ?? 0), Word(request.Elites)]);
        lock (_gate)
        {
            if (_stream.TryReplay(key, asked, out ReadOnlyMemory<byte> payload)) return Guarded(key, () => GrowthCodec.Read(payload.Span));
        }

        GoalGrowth growth = await scorer.GrowAsync(request, cancellationToken).ConfigureAwait(false);
        await AppendAsync(key, asked, GrowthCodec.Write(new PayloadWriter(), growth)).ConfigureAwait(false);
        return growth;
    }

    /// <summary>True where the growth of the goals after a proposal is on record.</summary>
    public bool HasGrowth(long ordinal) => Has(ordinal, GrowthSlot);

    /// <summary>Through which one step of the run asks models.</summary>
    /// <param name="path">Tells it from every other step.</param>
    public RunCalls Calls(string path) => new(_journal, _run, path);

    /// <summary>True where a reflection after a proposal is on record.</summary>
    public bool HasReflection(long ordinal, int index) => Has(ordinal, FirstReflection + index);

    /// <summary>Looks back: the record first. What models answer meanwhile is recorded by <see cref="RunCalls"/>, the whole when it is done.</summary>
    public async ValueTask<Reflection> ReflectAsync(IRunReflection reflection, ReflectionRequest request, long ordinal, int index, CancellationToken cancellationToken)
    {
        if (_stream is null) return await reflection.ReflectAsync(request, cancellationToken).ConfigureAwait(false);
        long key = Key(ordinal, FirstReflection + index);
        var asked = new EffectRequest(
            EffectKind.Reflection, ReflectionFields, [Word(reflection.Name), Word(request.Fresh), request.Memory.Fingerprint()]);
        lock (_gate)
        {
            if (_stream.TryReplay(key, asked, out ReadOnlyMemory<byte> payload)) return Guarded(key, () => ReflectionCodec.Read(payload.Span, request.Memory));
        }

        Reflection done = await reflection.ReflectAsync(request, cancellationToken).ConfigureAwait(false);
        await AppendAsync(key, asked, ReflectionCodec.Write(new PayloadWriter(), request.Memory, done)).ConfigureAwait(false);
        return done;
    }

    /// <summary>Whether the record says that time was up before this proposal could be committed.</summary>
    public bool HasDeadline(long ordinal) => Has(ordinal, DeadlineSlot);

    /// <summary>Records that time was up before this proposal could be committed.</summary>
    public ValueTask DeadlineAsync(long ordinal) =>
        AppendAsync(Key(ordinal, DeadlineSlot), new EffectRequest(EffectKind.Deadline, DeadlineFields, [0]), []);

    /// <summary>Completes when everything recorded so far is on file.</summary>
    public Task FlushAsync() => _journal?.FlushAsync() ?? Task.CompletedTask;

    public void Dispose() => _awaiting.Dispose();

    private bool Has(long ordinal, int slot)
    {
        if (_stream is null) return false;
        lock (_gate) return _stream.TryPeek(Key(ordinal, slot), out _, out _);
    }

    private string IdempotencyKey(long key) => _run.Derive(key).ToString();

    private static long Key(long ordinal, int slot) => (Stride * (ordinal + 1)) + slot;

    private static EffectRequest CommitRequest(ProposalPlan plan, ulong state) => new(
        EffectKind.Commit, CommitFields, [(ulong)plan.Island, (ulong)plan.Patch, Word(plan.Parent?.Id), Word(plan.Donors), state]);

    private static ulong Word(string text) => Digest.Of(text).High;

    private static ulong Word(CandidateId? id) => id is { } known ? (ulong)known.Value + 1 : 0;

    private static ulong Word(ImmutableArray<Candidate> candidates)
    {
        ulong word = 0;
        foreach (Candidate candidate in candidates) word = (word * 0x9E3779B97F4A7C15) + (ulong)candidate.Id.Value + 1; // 0 exactly where there are none
        return word;
    }

    private async ValueTask AnnounceAsync(long key, CancellationToken cancellationToken)
    {
        await _awaiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _stream!.AnnounceAsync(key).ConfigureAwait(false); // called with a stream only
        }
        finally
        {
            _awaiting.Release();
        }
    }

    private async ValueTask AppendAsync(long key, EffectRequest request, byte[] payload)
    {
        if (_stream is null) return;
        await _awaiting.WaitAsync(CancellationToken.None).ConfigureAwait(false); // an answer that was paid for is recorded, whatever else ends
        try
        {
            await _stream.AppendAsync(key, request, payload, isDurable: true).ConfigureAwait(false);
        }
        finally
        {
            _awaiting.Release();
        }
    }

    private (FinishedProposal Done, TimeSpan Elapsed) Read(long key, ReadOnlySpan<byte> bytes, CandidateDatabase database)
    {
        try
        {
            return CommitCodec.Read(bytes, database);
        }
        catch (InvalidDataException fault)
        {
            throw _stream!.Damaged(key, fault.Message); // something was read
        }
    }

    private T Guarded<T>(long key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw _stream!.Damaged(key, fault.Message); // something was read
        }
    }
}
