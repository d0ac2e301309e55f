using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Mechanism;

/// <summary>
/// The placebo: the tree grows as ever, but its scores say nothing. Whenever a tree comes into force, the scores of all correct candidates are permuted between
/// them; a candidate that comes later receives the true score of a random one before it. Each keeps what it received until the tree changes, and how well
/// single goals are met stays true, so that the tree grows as it would.
/// </summary>
/// <remarks>
/// Unlike other scorers not a pure function: what a candidate receives depends on those before it, in the order of commits. Copies of a candidate share its
/// score. Thread-safe.
/// </remarks>
/// <param name="goals">The true scores.</param>
/// <param name="chance">Decides who receives what.</param>
internal sealed class ShuffledGoals(IGoalScorer goals, RandomStream chance) : IGoalScorer
{
    private readonly ConditionalWeakTable<ProgramGoalTree, Exchange> _exchanges = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public string Name => $"{goals.Name}, shuffled";

    /// <inheritdoc/>
    public bool IsPaid => goals.IsPaid;

    /// <inheritdoc/>
    public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken) => goals.GrowAsync(request, cancellationToken);

    /// <inheritdoc/>
    public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation)
    {
        BackwardScore own = goals.Score(tree, evaluation);
        lock (_gate) return own with { Score = ExchangeOf(tree).Receive(evaluation, own.Score) };
    }

    /// <inheritdoc/>
    public ImmutableArray<BackwardScore> ScoreAll(ProgramGoalTree tree, IReadOnlyList<Evaluation> evaluations)
    {
        ImmutableArray<BackwardScore> own = goals.ScoreAll(tree, evaluations);
        lock (_gate)
        {
            Exchange exchange = ExchangeOf(tree);
            exchange.Permute(evaluations, own);
            return [.. own.Select((score, i) => score with { Score = exchange.Receive(evaluations[i], score.Score) })];
        }
    }

    private Exchange ExchangeOf(ProgramGoalTree tree) => _exchanges.GetValue(tree, known => new Exchange(chance.For("tree"), known.Version));

    /// <summary>Who received what under one tree.</summary>
    private sealed class Exchange(RandomStream chance, int version)
    {
        private readonly Dictionary<Evaluation, double> _received = new(ReferenceEqualityComparer.Instance);
        private readonly List<double> _true = [];

        public void Permute(IReadOnlyList<Evaluation> evaluations, ImmutableArray<BackwardScore> own)
        {
            int[] firsts = [.. Enumerable.Range(0, evaluations.Count).DistinctBy(i => evaluations[i], ReferenceEqualityComparer.Instance)];
            double[] scores = [.. firsts.Select(i => own[i].Score)];
            _true.AddRange(scores);
            Draws draws = chance.At(version);
            for (int i = scores.Length - 1; i > 0; i--)
            {
                int other = draws.NextInt(i + 1);
                (scores[i], scores[other]) = (scores[other], scores[i]);
            }

            for (int i = 0; i < firsts.Length; i++) _received[evaluations[firsts[i]]] = scores[i];
        }

        public double Receive(Evaluation evaluation, double own)
        {
            if (_received.TryGetValue(evaluation, out double known)) return known;
            double score = _true.Count == 0 ? own : _true[chance.At(version, _true.Count).NextInt(_true.Count)];
            _true.Add(own);
            _received[evaluation] = score;
            return score;
        }
    }
}
