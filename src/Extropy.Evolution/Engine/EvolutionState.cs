using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>Where a run stands.</summary>
/// <remarks>Not thread-safe: to be read inside <see cref="IEvolutionObserver.OnStep"/> or after the end.</remarks>
public sealed class EvolutionState
{
    private readonly CandidateDatabase _database;
    private readonly List<EvolutionGain> _gains = [];
    private readonly List<EvolutionGrowth> _growths = [];
    private readonly List<EvolutionReflection> _reflections = [];
    private readonly EvolutionTally[] _patches = new EvolutionTally[PatchKinds.OfParents.Length + 1];
    private readonly EvolutionTally[] _proposers;

    internal EvolutionState(CandidateDatabase database, int proposers, RunMemory memory)
    {
        _database = database;
        Memory = memory;
        _proposers = new EvolutionTally[proposers];
    }

    /// <summary>Proposals committed.</summary>
    public long Proposals { get; private set; }

    /// <summary>Candidates evaluated.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Correct ones among them.</summary>
    public long Correct { get; private set; }

    /// <summary>Proposals that repeated a known candidate.</summary>
    public long Repeated { get; private set; }

    /// <summary>Proposals that their proposer refused to the end.</summary>
    public long Refused { get; private set; }

    /// <summary>Work of proposers and evaluators in their own unit.</summary>
    public long Units { get; private set; }

    /// <summary>Calls, tokens and money of models, of committed proposals, growths and reflections.</summary>
    public Spending Spending { get; private set; }

    /// <summary>Candidates that changed their island.</summary>
    public long Migrants => _database.Migrants;

    /// <summary>The best candidate, or null.</summary>
    public Candidate? Best => _database.Best?.Candidate;

    /// <summary>The best candidates by merit, best first.</summary>
    public ImmutableArray<Candidate> Elites => _database.Elites;

    /// <summary>Every new best so far.</summary>
    public IReadOnlyList<EvolutionGain> Gains => _gains;

    /// <summary>Every growth of the goal tree so far.</summary>
    public IReadOnlyList<EvolutionGrowth> Growths => _growths;

    /// <summary>Every reflection so far.</summary>
    public IReadOnlyList<EvolutionReflection> Reflections => _reflections;

    /// <summary>What reflections left for later proposals.</summary>
    public RunMemory Memory { get; private set; }

    /// <summary>The goal tree in force, or null.</summary>
    public ProgramGoalTree? Tree => _database.Tree;

    /// <summary>Candidates on record, copies on new islands included.</summary>
    public int Count => _database.Count;

    /// <summary>Time over all sessions: measured.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Proposals in a row that gave nothing to evaluate.</summary>
    internal int Fruitless { get; private set; }

    /// <summary>One candidate.</summary>
    public Candidate this[CandidateId id] => _database[id].Candidate;

    /// <summary>How a candidate meets the goals in force, or null.</summary>
    public BackwardScore? BackwardOf(CandidateId id) => _database[id].Backward;

    /// <summary>What became of one kind of patch.</summary>
    public EvolutionTally Of(PatchKind kind) => _patches[(int)kind];

    /// <summary>What became of one proposer's proposals.</summary>
    /// <param name="index">Its place in the kit.</param>
    public EvolutionTally OfProposer(int index) => _proposers[index];

    /// <summary>The archive, best first by merit.</summary>
    public ImmutableArray<Candidate> Archive() =>
        [.. _database.Archived.ToArray().Select(entry => entry.Candidate).OrderByDescending(candidate => candidate.Evaluation.Merit).ThenBy(candidate => candidate.Id)];

    /// <summary>All islands.</summary>
    public ImmutableArray<IslandState> Islands()
    {
        var archived = new int[_database.Islands.Count];
        foreach (Entry entry in _database.Archived) archived[entry.Island]++;
        return [.. _database.Islands.Select(island => new IslandState(island.Size, island.Correct, archived[island.Index], island.Best?.Candidate.Evaluation.Raw))];
    }

    internal void Committed(FinishedProposal done, Candidate? candidate, bool isGain)
    {
        Proposals++;
        Units += done.Units + (done.Evaluation?.Units ?? 0);
        Spending += done.Spending;
        if (candidate is null)
        {
            Fruitless++;
            if (done.IsRepeated) Repeated++;
            else Refused++;
        }
        else
        {
            Fruitless = 0;
            Evaluations++;
            if (candidate.Evaluation.IsCorrect) Correct++;
            if (isGain) _gains.Add(new EvolutionGain(Evaluations, candidate, Elapsed));
        }

        Add(ref _patches[(int)done.Plan.Patch], candidate, isGain);
        Add(ref _proposers[done.Plan.Arm], candidate, isGain);
    }

    /// <param name="growth">What came of it; the tree in force is already the new one.</param>
    /// <param name="elites">What it was grown from; empty where the tree did not change.</param>
    internal void Grew(GoalGrowth growth, ImmutableArray<Candidate> elites)
    {
        Spending += growth.Spending;
        _growths.Add(new EvolutionGrowth(Proposals, Tree, growth.Note)
        {
            Spending = growth.Spending,
            Elites = [.. elites.Select(elite => new GoalElite(elite.Id, elite.Evaluation.Raw, BackwardOf(elite.Id)))],
        });
    }

    internal void Reflected(string name, Reflection reflection)
    {
        Spending += reflection.Spending;
        Memory = reflection.Memory;
        _reflections.Add(new EvolutionReflection(Proposals, name, reflection.Note));
    }

    private static void Add(ref EvolutionTally tally, Candidate? candidate, bool isGain) => tally = new EvolutionTally(
        tally.Proposals + 1,
        tally.Evaluated + (candidate is null ? 0 : 1),
        tally.Correct + (candidate is { Evaluation.IsCorrect: true } ? 1 : 0),
        tally.Gains + (isGain ? 1 : 0));
}
