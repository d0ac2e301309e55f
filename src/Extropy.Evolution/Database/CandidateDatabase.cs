using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Database;

/// <summary>
/// Every candidate of a run, in memory: who lives where, who may become a parent, who is best. A function of what was inserted and of the seed; the journal
/// keeps what was inserted, so nothing here is stored.
/// </summary>
/// <remarks>Inserting and drawing do not get slower with the number of candidates. Not thread-safe, but for <see cref="Novelty"/>.</remarks>
internal sealed class CandidateDatabase
{
    private readonly EvolutionOptions _options;
    private readonly IGoalScorer? _scorer;
    private readonly RandomStream _plans;
    private readonly RandomStream _rounds;
    private readonly List<Entry> _entries = [];
    private readonly List<Island> _islands = [];
    private readonly Archive _archive;
    private readonly TopList _top;
    private readonly ProposerBandit _bandit;
    private readonly Stagnation _stagnation;
    private readonly Migration _migration;
    private readonly PlanDraw _draw;
    private bool[] _wasSatisfied = [];

    public CandidateDatabase(EvolutionOptions options, IEffectiveScore ranking, IGoalScorer? scorer, int proposers, RandomStream chance)
    {
        _options = options;
        _scorer = scorer;
        _plans = chance.For("plan");
        _rounds = chance.For("round");
        _archive = new Archive(options.ArchiveSize, options.BrevityWeight, ranking);
        _top = new TopList(Math.Max(options.Elites, options.Banned));
        _bandit = new ProposerBandit(proposers);
        _stagnation = new Stagnation(options.StagnationRounds, options.StagnationMargin);
        _migration = new Migration(options.MigrationShare, options.MostMigrants);
        Novelty = new NoveltyIndex(options.NoveltyThreshold);
        for (int i = 0; i < options.Islands; i++) _islands.Add(new Island(i));
        _draw = new PlanDraw(options, ranking);
    }

    /// <summary>Candidates, copies among them.</summary>
    public int Count => _entries.Count;

    /// <summary>Correct ones among them.</summary>
    public int Correct { get; private set; }

    /// <summary>The best candidate of the run by merit, the oldest of equals.</summary>
    public Entry? Best { get; private set; }

    /// <summary>The best merit of the starts; −∞ while none is correct.</summary>
    public double BestStart { get; private set; } = double.NegativeInfinity;

    public IReadOnlyList<Island> Islands => _islands;

    /// <summary>Finds repetitions; may be asked from any thread.</summary>
    public NoveltyIndex Novelty { get; }

    /// <summary>The goals by which candidates are scored now, or null.</summary>
    public ProgramGoalTree? Tree { get; private set; }

    /// <summary>Candidates that moved so far.</summary>
    public long Migrants { get; private set; }

    public ReadOnlySpan<Entry> Archived => _archive.Entries;

    /// <summary>By node of the tree: whether some correct candidate fully satisfies it.</summary>
    public ImmutableArray<bool> WasSatisfied => [.. _wasSatisfied];

    public Entry this[CandidateId id] => _entries[(int)id.Value];

    /// <summary>The best candidates by merit, best first, texts distinct.</summary>
    public ImmutableArray<Candidate> Elites => First(_options.Elites);

    /// <summary>What ablations must not repeat.</summary>
    public ImmutableArray<Candidate> Banned => First(_options.Banned);

    /// <summary>Adds a candidate whose id is the next one.</summary>
    /// <returns>Whether it is the new best.</returns>
    public bool Insert(Candidate candidate, Digest text)
    {
        if (candidate.Id.Value != _entries.Count) throw new InvalidOperationException($"Candidate {candidate.Id} cannot come after {_entries.Count} others.");
        var entry = new Entry { Candidate = candidate, Text = text, Lines = LinesOf(candidate.Parts) };
        entry.Settle(candidate.Island);
        _entries.Add(entry);
        Novelty.Add(entry);
        if (candidate.CopyOf is null && candidate.Parent is { } parent) Bear(_entries[(int)parent.Value], entry);
        if (entry.IsCorrect)
        {
            Correct++;
            Score(entry);
            if (candidate.Generation == 0) BestStart = Math.Max(BestStart, entry.Merit);
        }

        _islands[candidate.Island].Add(entry);
        if (!entry.IsCorrect) return false;
        _archive.Offer(entry);
        _top.Offer(entry);
        if (!entry.Leads(Best)) return false;
        Best = entry;
        return true;
    }

    /// <summary>Lets the bandit learn from one committed proposal.</summary>
    public void Learn(ProposalPlan plan, double merit, decimal money)
    {
        double parent = plan.Parent is null ? double.NegativeInfinity : plan.Parent.Evaluation.Merit;
        _bandit.Learn(plan.Arm, merit, Math.Max(parent, BestStart), (double)money);
    }

    /// <summary>Ends a round: counts stagnation, exchanges candidates between islands, adds an island.</summary>
    /// <param name="generation">The round; 0 for starts, after which nothing happens.</param>
    /// <param name="commit">How many proposals are committed, this one included.</param>
    /// <param name="merit">Of the round's candidate; −∞ where there is none or it is not correct.</param>
    /// <returns>True where the goals are to be grown.</returns>
    public bool EndRound(int generation, long commit, double merit)
    {
        if (generation == 0)
        {
            _stagnation.Start(merit);
            return false;
        }

        bool isStagnant = _stagnation.Round(merit);
        Draws draws = _rounds.At(commit);
        if (_options.MigrationInterval > 0 && generation % _options.MigrationInterval == 0)
        {
            lock (Novelty.Gate) // workers may be asking where candidates lived
                Migrants += _migration.Run(_islands, commit, commit - _options.Lag, ref draws);
        }

        if (_options.NewIslandAfter > 0 && _stagnation.WithoutBest >= _options.NewIslandAfter)
        {
            _stagnation.Renew();
            if (_islands.Count < _options.MostIslands && Best is not null) AddIsland(Best, ref draws);
        }

        return isStagnant;
    }

    /// <summary>Puts another goal tree in force and scores every correct candidate by it.</summary>
    public void SetGoals(ProgramGoalTree? tree)
    {
        Tree = tree;
        _wasSatisfied = new bool[tree?.Nodes.Length ?? 0];
        Entry[] correct = [.. _entries.Where(entry => entry.IsCorrect)];
        ImmutableArray<BackwardScore> scores = tree is null ? [] : _scorer!.ScoreAll(tree, [.. correct.Select(entry => entry.Candidate.Evaluation)]); // a tree comes from the scorer
        for (int i = 0; i < correct.Length; i++) Take(correct[i], tree is null ? null : scores[i]);
    }

    /// <summary>Draws what a proposal is to be made from.</summary>
    /// <param name="ordinal">Which proposal.</param>
    /// <param name="resample">Which draw of it, from 0.</param>
    /// <param name="start">The island that is to be started, or null for a round.</param>
    public ProposalPlan Draw(long ordinal, int resample, int? start = null)
    {
        Draws draws = _plans.At(ordinal, resample);
        int arm = _bandit.Draw(ref draws);
        return start is { } island
            ? new ProposalPlan(island, PatchKind.Seed, null, [], arm)
            : _draw.Draw(IslandChoice.Draw(_islands, ref draws), _archive.Entries, Best, Tree, arm, ref draws);
    }

    /// <summary>64 bits that differ, in all likelihood, where anything that later draws depend on differs.</summary>
    public ulong StateDigest()
    {
        using var digest = new DigestBuilder();
        digest.Add(Count).Add(Correct).Add(Best?.Candidate.Id.Value ?? -1).Add(Tree?.Version ?? 0).Add(Migrants);
        foreach (Island island in _islands) digest.Add(island.Size).Add(island.Correct);
        foreach (Entry entry in _archive.Entries) digest.Add(entry.Candidate.Id.Value).Add(entry.Children).Add(entry.BackwardOrNaN);
        return digest.Build().High;
    }

    private static int LinesOf(ImmutableArray<Part> parts)
    {
        int lines = parts.Length;
        foreach (Part part in parts) lines += part.Text.AsSpan().Count('\n');
        return lines;
    }

    private static void Bear(Entry parent, Entry child)
    {
        parent.Children++;
        if (child.IsCorrect) (parent.CorrectChildren ??= []).Add(child);
    }

    private ImmutableArray<Candidate> First(int count)
    {
        ImmutableArray<Candidate> all = _top.Candidates;
        return all.Length <= count ? all : all[..count];
    }

    private void Score(Entry entry) => Take(entry, Tree is null ? null : _scorer!.Score(Tree, entry.Candidate.Evaluation)); // a tree comes from the scorer

    private void Take(Entry entry, BackwardScore? score)
    {
        entry.Backward = score;
        for (int i = 0; score is not null && i < _wasSatisfied.Length; i++) _wasSatisfied[i] |= score.Goals[i] >= PairScore.Satisfied;
    }

    private void AddIsland(Entry best, ref Draws draws)
    {
        var island = new Island(_islands.Count);
        _islands.Add(island);
        Copy(best, island.Index);
        if (best.CorrectChildren is { Count: > 0 } children) Copy(children[draws.NextInt(children.Count)], island.Index);
    }

    private void Copy(Entry original, int island) => Insert(
        original.Candidate with { Id = new CandidateId(_entries.Count), Island = island, CopyOf = original.Candidate.CopyOf ?? original.Candidate.Id },
        original.Text);
}
