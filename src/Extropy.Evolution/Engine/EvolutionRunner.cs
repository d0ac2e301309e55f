using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Engine;

/// <summary>
/// Runs an evolution: draws what to propose, lets workers propose and evaluate, commits in the order of proposals, looks back between commits, and grows the
/// goals when the search stagnates. Proposal k is drawn from the database exactly as it stands after commit k − lag, so the result is the same for any number of workers, and a
/// killed run goes on from its journal to the same result.
/// </summary>
/// <remarks>One run an object. Money is spent by what is in flight when a limit is reached, at most the lag's number of proposals and one look back beyond it.</remarks>
public sealed class EvolutionRunner
{
    private const int CheckEvery = 64; // a replay draws every 64th proposal again and compares

    private readonly ProposerKit _kit;
    private readonly EvolutionPlan _plan;
    private readonly EvolutionServices _services;
    private readonly RandomStream _chance;
    private readonly CandidateDatabase _database;
    private readonly RunReflections _reflections;
    private readonly Queue<(PlannedProposal? Planned, ulong State)> _drawn = new();
    private readonly Queue<(PlannedProposal? Planned, ulong State)> _inFlight = new();
    private readonly int _starts;
    private long _nextDraw;
    private TimeSpan _before;
    private long _startedAt;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="Core.Errors.BadInputException">Options or limits cannot be met.</exception>
    public EvolutionRunner(ProposerKit kit, EvolutionPlan plan, EvolutionServices services)
    {
        plan.Options.Validate();
        plan.Limits.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(services.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfZero(kit.Proposers.Length);
        _kit = kit;
        _plan = plan;
        _services = services;
        _chance = RandomStream.FromSeed(plan.Seed).For("evolution").For(plan.Problem);
        _database = new CandidateDatabase(plan.Options, kit.Ranking, kit.Goals, kit.Proposers.Length, _chance.For("database"));
        _starts = plan.Options.Islands * plan.Options.SeedsPerIsland;
        _reflections = new RunReflections(kit.Reflections, kit.Memory, _chance.For("reflections"));
        State = new EvolutionState(_database, kit.Proposers.Length, kit.Memory);
    }

    /// <summary>Where it stands.</summary>
    public EvolutionState State { get; }

    /// <summary>Runs to its end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; everything committed is on record.</exception>
    /// <exception cref="Runs.Effects.ReplayDivergenceException">The journal is of another run.</exception>
    public async Task<EvolutionOutcome> RunAsync(CancellationToken cancellationToken)
    {
        using var record = new EvolutionRecord(_services.Journal, _services.Name);
        await record.BeginAsync(_plan, Participants(), Identity()).ConfigureAwait(false);
        _startedAt = _services.Time.GetTimestamp();
        DrawAhead(record);
        await ReplayAsync(record, cancellationToken).ConfigureAwait(false);
        EvolutionStop stop = await LiveAsync(record, cancellationToken).ConfigureAwait(false);
        await record.FlushAsync().ConfigureAwait(false);
        return new EvolutionOutcome(stop, State);
    }

    /// <summary>Who takes part, and where goals come from, as text for the record.</summary>
    private string Participants()
    {
        string proposers = string.Join(' ', _kit.Proposers.Select(proposer => proposer.Name));
        string parties = string.Join(' ', [proposers, .. _kit.Reflections.Select(reflection => $"{reflection.Name}/{reflection.Every}")]);
        return _kit.Goals is { } goals ? $"{parties}, goals of {goals.Name}" : parties;
    }

    /// <summary>Tells this run from others of the same plan and from those that share its journal, so that no paid call of one is taken for a call of the other.</summary>
    private Digest? Identity()
    {
        bool isPaid = _kit.Proposers.Any(proposer => proposer.IsPaid) || !_kit.Reflections.IsEmpty || _kit.Goals is { IsPaid: true };
        return isPaid && _services.Journal is { } journal ? Digest.Of($"{journal.Path}\n{_services.Name}").Derive(_services.Time.GetUtcNow().UtcTicks) : null;
    }

    /// <summary>Commits what is on record.</summary>
    private async ValueTask ReplayAsync(EvolutionRecord record, CancellationToken cancellationToken)
    {
        StartWhatMay(null);
        while (_inFlight.TryPeek(out (PlannedProposal? Planned, ulong State) next)
            && record.TryCommitted(State.Proposals, next.Planned, next.State, _database) is { } known)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _inFlight.Dequeue();
            _before = State.Elapsed = known.Elapsed;
            await ApplyAsync(known.Done, record, isReplayed: true, cancellationToken).ConfigureAwait(false);
            StartWhatMay(null);
        }

        _startedAt = _services.Time.GetTimestamp();
    }

    private async Task<EvolutionStop> LiveAsync(EvolutionRecord record, CancellationToken cancellationToken)
    {
        if (record.HasDeadline(State.Proposals)) return EvolutionStop.Time;
        using var deadline = new CancellationTokenSource(TimeLeft(), _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        int makers = _kit.Proposers.Any(proposer => proposer.IsPaid) ? _plan.Options.Lag : _services.Workers;
        var maker = new ProposalMaker(_kit, _plan.Options, _database.Novelty, record, _chance.For("proposals"));
        var pipeline = new ProposalPipeline(maker, _kit.Evaluator, makers, _services.Workers, _plan.Options.Lag);
        await using ConfiguredAsyncDisposable stopping = pipeline.ConfigureAwait(false);
        foreach ((PlannedProposal? planned, _) in _inFlight) pipeline.Start(planned!); // whatever has no commit on record was drawn
        try
        {
            while (_inFlight.TryPeek(out (PlannedProposal? Planned, ulong State) next))
            {
                long ordinal = State.Proposals;
                FinishedProposal done = await pipeline.TakeAsync(ordinal, either.Token).ConfigureAwait(false);
                either.Token.ThrowIfCancellationRequested();
                _inFlight.Dequeue();
                State.Elapsed = _before + _services.Time.GetElapsedTime(_startedAt);
                await record.CommitAsync(ordinal, done, next.State, State.Elapsed).ConfigureAwait(false);
                await ApplyAsync(done, record, isReplayed: false, either.Token).ConfigureAwait(false);
                StartWhatMay(pipeline);
            }

            return Ended() ?? throw new InvalidOperationException("Nothing is in flight, yet nothing has ended the run.");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await record.DeadlineAsync(State.Proposals).ConfigureAwait(false);
            State.Elapsed = _before + _services.Time.GetElapsedTime(_startedAt);
            return EvolutionStop.Time;
        }
        catch (OperationCanceledException)
        {
            await record.FlushAsync().ConfigureAwait(false);
            throw;
        }
    }

    private TimeSpan TimeLeft()
    {
        TimeSpan limit = _plan.Limits.Time;
        return limit == Timeout.InfiniteTimeSpan ? limit : limit > _before ? limit - _before : TimeSpan.FromMilliseconds(1); // 0 would mean at once and never run
    }

    /// <summary>Puts drawn proposals in flight while limits allow. While a record is replayed there is no pipeline yet, but the same are in flight.</summary>
    private void StartWhatMay(ProposalPipeline? pipeline)
    {
        while (_drawn.Count > 0 && Ended() is null && State.Evaluations + _inFlight.Count < _plan.Limits.Evaluations)
        {
            (PlannedProposal? Planned, ulong State) next = _drawn.Dequeue();
            _inFlight.Enqueue(next);
            pipeline?.Start(next.Planned!); // whatever has no commit on record was drawn
        }
    }

    private EvolutionStop? Ended() =>
        State.Evaluations >= _plan.Limits.Evaluations ? EvolutionStop.Evaluations
        : State.Spending.GeneratedTokens + State.Spending.PromptTokens >= _plan.Limits.Tokens ? EvolutionStop.Tokens
        : State.Spending.Money >= _plan.Limits.Money ? EvolutionStop.Money
        : State.Fruitless >= _plan.Limits.Fruitless ? EvolutionStop.Fruitless
        : null;

    private async ValueTask ApplyAsync(FinishedProposal done, EvolutionRecord record, bool isReplayed, CancellationToken cancellationToken)
    {
        long ordinal = State.Proposals;
        Candidate? candidate = done.Evaluation is null ? null : CandidateOf(done);
        bool isGain = candidate is not null && _database.Insert(candidate, done.Text);
        double merit = candidate?.Evaluation.Merit ?? double.NegativeInfinity;
        if (done.Generation > 0) _database.Learn(done.Plan, merit, done.Spending.Money);
        State.Committed(done, candidate, isGain);
        if (_database.EndRound(done.Generation, State.Proposals, merit) && _kit.Goals is { } goals && MayGrow(goals, record))
            await GrowAsync(goals, record, ordinal, cancellationToken).ConfigureAwait(false);

        if (candidate is not null && done.Generation > 0) _reflections.Evaluated(candidate);
        if (candidate is null && done.Prompt is { } prompt) _reflections.CameToNothing(prompt);
        if (DrawsMatter()) await _reflections.ReflectAsync(record, State, cancellationToken).ConfigureAwait(false);
        DrawAhead(record);
        _services.Observer?.OnStep(new EvolutionStep(ordinal, candidate, done.Refusal, isGain, isReplayed), State);
    }

    /// <summary>Goals need a candidate to start from; a model is not asked for goals once a limit is reached.</summary>
    private bool MayGrow(IGoalScorer goals, EvolutionRecord record) =>
        _database.Best is not null && (record.HasGrowth(State.Proposals - 1) || !record.HasDeadline(State.Proposals)) && !(goals.IsPaid && Ended() is not null);

    private async ValueTask GrowAsync(IGoalScorer goals, EvolutionRecord record, long ordinal, CancellationToken cancellationToken)
    {
        GoalGrowthRequest request = GrowthRequest(ordinal, record);
        GoalGrowth growth = await record.GrowAsync(goals, request, ordinal, cancellationToken).ConfigureAwait(false);
        bool isChange = growth.Tree?.Version != _database.Tree?.Version;
        if (isChange) _database.SetGoals(growth.Tree);
        State.Grew(growth, isChange ? request.Elites : []);
    }

    /// <summary>True where what is drawn from here on may still be proposed, so that looking back is of use to somebody.</summary>
    private bool DrawsMatter() => Ended() is null && State.Evaluations + _inFlight.Count + _drawn.Count < _plan.Limits.Evaluations;

    private Candidate CandidateOf(FinishedProposal done) => new()
    {
        Id = new CandidateId(_database.Count),
        Parts = done.Parts,
        Generation = done.Generation,
        Island = done.Plan.Island,
        Parent = done.Plan.Parent?.Id,
        Donors = IdsOf(done.Plan.Donors),
        Patch = done.Plan.Patch,
        Proposer = _kit.Proposers[done.Plan.Arm].Name,
        Note = done.Note,
        Prompt = done.Prompt,
        Evaluation = done.Evaluation!, // asked for candidates only
        Fingerprint = done.Fingerprint,
    };

    private static ImmutableArray<CandidateId> IdsOf(ImmutableArray<Candidate> candidates)
    {
        if (candidates.IsEmpty) return [];
        var ids = new CandidateId[candidates.Length];
        for (int i = 0; i < ids.Length; i++) ids[i] = candidates[i].Id;
        return ImmutableCollectionsMarshal.AsImmutableArray(ids);
    }

    private GoalGrowthRequest GrowthRequest(long ordinal, EvolutionRecord record) => new()
    {
        Tree = _database.Tree,
        Elites = _database.Elites,
        WasSatisfied = _database.WasSatisfied,
        Chance = _chance.For("goals").For(ordinal),
        Calls = record.Calls(FormattableString.Invariant($"goals/{ordinal}")),
    };

    /// <summary>Draws every proposal that is due: those of the starts, then, once all starts are committed, those up to the lag ahead.</summary>
    private void DrawAhead(EvolutionRecord record)
    {
        while (_nextDraw < State.Proposals + _plan.Options.Lag && (_nextDraw < _starts || State.Proposals >= _starts))
        {
            long ordinal = _nextDraw++;
            bool isChecked = ordinal % CheckEvery == 0;
            ulong state = isChecked ? _database.StateDigest() ^ _reflections.Memory.Fingerprint() : 0;
            _drawn.Enqueue((isChecked || !record.HasCommit(ordinal) ? Drawn(ordinal) : null, state));
        }
    }

    private PlannedProposal Drawn(long ordinal)
    {
        int? island = ordinal < _starts ? (int)(ordinal % _plan.Options.Islands) : null;
        var plans = new ProposalPlan[1 + _plan.Options.Resamples];
        for (int draw = 0; draw < plans.Length; draw++) plans[draw] = _database.Draw(ordinal, draw, island);
        return new PlannedProposal
        {
            Ordinal = ordinal,
            Generation = ordinal < _starts ? 0 : (int)(ordinal - _starts + 1),
            Plans = [.. plans],
            Elites = _database.Elites,
            Banned = _database.Banned,
            Tree = _database.Tree,
            Memory = _reflections.Memory,
            Known = _database.Count,
            Commits = State.Proposals,
        };
    }
}
